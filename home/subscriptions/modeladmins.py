"""How many are told of what, for staff. Addresses are shown to nobody; an administrator finds the exact one to erase it."""

from collections import Counter

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.views import DeleteView

from home.modeladmins import ListView, ReadOnlyPermission, SiteModelAdmin
from home.models import Frequency, Subscription
from home.registry import AlertGroup, alert_sources
from home.subscriptions.service import email_key, leave


class ExactAddress(DjangoORMSearchHandler):
    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs) -> QuerySet:
        return queryset.filter(email_key=email_key(search_term)) if search_term.strip() else queryset.none()


class AddressPermission(ReadOnlyPermission):
    """Counts are for all who may view; rows are for administrators, who may erase one on request."""

    def user_can_inspect_obj(self, user, obj) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return user.is_superuser


class CountsView(ListView):
    def get_template_names(self) -> list[str]:
        return ["home/subscriptions/admin_index.html"]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "tables": counts(),
            "waiting": Subscription.objects.filter(confirmed_at=None).count(),
            "total": Subscription.objects.exclude(confirmed_at=None).count(),
            "may_search": self.request.user.is_superuser,
        }


class EraseView(DeleteView):
    def delete_instance(self) -> None:
        leave(Subscription.objects.filter(pk=self.instance.pk))


class SubscriptionAdmin(SiteModelAdmin):
    model = Subscription
    base_url_path = "nguoi-nhan-tin"
    menu_label = gettext_lazy("Người nhận tin")
    menu_icon = "mail"
    menu_order = 250
    permission_helper_class = AddressPermission
    index_view_class = CountsView
    delete_view_class = EraseView
    inspect_view_enabled = False
    search_handler_class = ExactAddress
    search_fields = ("email_key",)
    list_display = ("email", "language", "frequency", "asked_at", "confirmed_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        rows = super().get_queryset(request)
        asked = request.user.is_superuser and request.GET.get("q", "").strip()
        return rows if asked else rows.none()


def counts() -> list[dict]:
    """For each group of choices: the words of an option, how many get it daily and how many weekly."""
    groups = [(source.name, group) for source in alert_sources() for group in source.groups()]
    ticked: Counter[tuple[str, str, str, str]] = Counter()
    rows = Subscription.objects.exclude(confirmed_at=None).values_list("frequency", "choices")
    for frequency, choices in rows.iterator():
        for source, group in groups:
            if source in choices:
                values = choices[source].get(group.name) or [""]
                ticked.update((source, group.name, value, frequency) for value in values)
    return [_table(ticked, source, group) for source, group in groups]


def _table(ticked: Counter[tuple[str, str, str, str]], source: str, group: AlertGroup) -> dict:
    options = [("", _("Tất cả")), *group.options]
    lines = [
        (label, *(ticked[source, group.name, value, frequency] for frequency in (Frequency.DAILY, Frequency.WEEKLY)))
        for value, label in options
    ]
    return {"label": group.label, "lines": lines}
