"""Who registered and how many, for staff. Nothing is changed here: registrations are written by their verbs alone."""

from django.contrib.admin import display
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from campaigns.models import Attendance, EventDesk, Registration
from home.modeladmins import ReadOnlyPermission, SiteModelAdmin


class RegistrationAdmin(SiteModelAdmin):
    """Personal data: for those who may view registrations."""

    model = Registration
    base_url_path = "dang-ky-su-kien"
    menu_label = _("Người đăng ký")
    menu_icon = "group"
    permission_helper_class = ReadOnlyPermission
    list_display = ("name", "event", "state", "organisation", "email", "phone", "created_at")
    list_filter = ("state", "event")
    list_select_related = ("event",)
    search_fields = ("name", "email", "organisation", "phone")
    inspect_view_fields = (
        "event", "name", "email", "phone", "organisation", "note", "state", "language", "address_proved_at",
        "confirm_by", "consented_at", "consent_version", "created_at", "changed_at", "erased_at",
    )  # fmt: skip
    list_export = ("event.title", "name", "email", "phone", "organisation", "note", "state", "created_at")
    export_headings = {"event.title": _("Sự kiện")}
    export_filename = "nguoi-dang-ky"


class EventDeskAdmin(SiteModelAdmin):
    """Counts only, no names: for the auditor too."""

    model = EventDesk
    base_url_path = "so-nguoi-dang-ky"
    menu_label = _("Số người đăng ký")
    menu_icon = "list-ol"
    permission_helper_class = ReadOnlyPermission
    inspect_view_enabled = True
    list_display = ("event", "starts", "seats", "confirmed", "pending", "waiting", "cancelled", "lapsed")
    list_select_related = ("event",)
    inspect_view_fields = ("event",)
    list_export = ("event.title", "event.starts", "event.seats", *(f"n_{state}" for state in Attendance.values))
    export_headings = {
        "event.title": _("Sự kiện"), "event.starts": _("Bắt đầu"), "event.seats": _("Số chỗ"),
        **{f"n_{state.value}": state.label for state in Attendance},
    }  # fmt: skip
    export_filename = "so-nguoi-dang-ky"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventDesk]:
        counts = {
            f"n_{state}": Count("event__registrations", filter=Q(event__registrations__state=state))
            for state in Attendance.values
        }
        return super().get_queryset(request).select_related("event").annotate(**counts)

    @display(description=_("bắt đầu"), ordering="event__starts")
    def starts(self, desk: EventDesk):
        return desk.event.starts

    @display(description=_("số chỗ"), ordering="event__seats")
    def seats(self, desk: EventDesk):
        return desk.event.seats

    @display(description=Attendance.CONFIRMED.label)
    def confirmed(self, desk: EventDesk) -> int:
        return desk.n_confirmed

    @display(description=Attendance.PENDING.label)
    def pending(self, desk: EventDesk) -> int:
        return desk.n_pending

    @display(description=Attendance.WAITING.label)
    def waiting(self, desk: EventDesk) -> int:
        return desk.n_waiting

    @display(description=Attendance.CANCELLED.label)
    def cancelled(self, desk: EventDesk) -> int:
        return desk.n_cancelled

    @display(description=Attendance.LAPSED.label)
    def lapsed(self, desk: EventDesk) -> int:
        return desk.n_lapsed


class EventGroup(ModelAdminGroup):
    menu_label = _("Sự kiện")
    menu_icon = "calendar-alt"
    menu_order = 240
    items = (RegistrationAdmin, EventDeskAdmin)


def registrations_url(event_id: int) -> str:
    """The list of those who registered for one event."""
    return f"{reverse('dang-ky-su-kien_modeladmin_index')}?{urlencode({'event__page_ptr__exact': event_id})}"
