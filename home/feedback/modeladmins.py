"""What readers wrote, for the people whose pages it is about."""

from collections.abc import Iterator

from django.contrib.admin import SimpleListFilter, display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper

from home.feedback.service import of_people
from home.modeladmins import SiteModelAdmin, SmallTableSearch
from home.models import PageFeedback, User
from home.text import fold

LONGEST_IN_LIST = 160


class OwnAgency(PermissionHelper):
    """Nobody writes or deletes an answer; who may change it notes what was done, for the own agency's pages."""

    def user_can_create(self, user: User) -> bool:
        return False

    def user_can_delete_obj(self, user: User, obj: PageFeedback) -> bool:
        return False

    def user_can_edit_obj(self, user: User, obj: PageFeedback) -> bool:
        return super().user_can_edit_obj(user, obj) and _is_theirs(user, obj)

    def user_can_inspect_obj(self, user: User, obj: PageFeedback) -> bool:
        return super().user_can_inspect_obj(user, obj) and _is_theirs(user, obj)


def _is_theirs(user: User, obj: PageFeedback) -> bool:
    return of_people(user).filter(pk=obj.pk).exists()


class WithWords(SimpleListFilter):
    """The inbox is what was written; the bare yes and no are counted in the report."""

    title = _("Nội dung")
    parameter_name = "loi"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, object]]:
        return [("tat-ca", _("Cả câu trả lời không kèm lời"))]

    def choices(self, changelist: object) -> Iterator[dict]:
        first, *others = super().choices(changelist)
        yield first | {"display": _("Có lời góp ý")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() == "tat-ca" else queryset.exclude(text="")


class FoldedTextSearch(SmallTableSearch):
    """With or without marks, in the words, the page's title and the note."""

    def _text(self, row: PageFeedback) -> str:
        return fold(f"{row.text} {row.page.title} {row.note}")


class FeedbackAdmin(SiteModelAdmin):
    model = PageFeedback
    base_url_path = "gop-y"
    menu_label = _("Góp ý")
    menu_icon = "comment"
    menu_order = 245
    permission_helper_class = OwnAgency
    list_display = ("words", "page", "useful", "agency", "day", "state")
    list_filter = (WithWords, "state", "useful", "agency", "language")
    linked_lookups = ("page__id__exact",)
    list_select_related = ("page", "agency")
    list_per_page = 50
    search_handler_class = FoldedTextSearch
    search_fields = ("text", "page.title", "note")
    inspect_view_fields = ("page", "agency", "language", "day", "useful", "counted", "text", "state", "note")
    list_export = ("page.title", "agency", "language", "day", "useful", "counted", "text", "state", "note")
    export_headings = {"page.title": _("Trang")}
    export_filename = "gop-y"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageFeedback]:
        rows = super().get_queryset(request)
        return rows.filter(pk__in=of_people(request.user).values("pk"))

    @display(description=_("lời góp ý"))
    def words(self, row: PageFeedback) -> str:
        short = row.text[:LONGEST_IN_LIST]
        return f"{short}…" if len(row.text) > LONGEST_IN_LIST else short or "–"
