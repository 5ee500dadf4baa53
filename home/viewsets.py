"""The people who sign in, as the admin lists and edits them: found without marks, and each with an agency."""

from django.db.models import QuerySet
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from home.text import fold, words


class StaffListView(IndexView):
    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word, with or without its marks; staff are some hundreds, so each name is folded and looked at."""
        wanted = words(self.search_query or "")
        if not wanted:
            return queryset
        found = [user.pk for user in queryset if all(word in _text(user) for word in wanted)]
        return queryset.filter(pk__in=found)


def _text(user) -> str:
    return fold(" ".join((user.username, user.get_full_name(), user.first_name, user.email)))


class StaffCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"agency"}


class StaffEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"agency"}


class StaffViewSet(UserViewSet):
    index_view_class = StaffListView

    def get_form_class(self, for_update: bool = False):
        return StaffEditForm if for_update else StaffCreationForm
