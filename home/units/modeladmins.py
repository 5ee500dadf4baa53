"""Changes of units in the admin: a list, and our own screens in the place of modeladmin's forms."""

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper

from home.modeladmins import ListView, SiteModelAdmin
from home.models import UnitChange
from home.units import changes, screens
from home.units.references import waiting


class VerbsOnly(PermissionHelper):
    """Changes are written by the verbs of home/units/changes.py; nothing is edited or deleted."""

    def user_can_create(self, user) -> bool:
        return changes.may_change(user)

    def user_can_edit_obj(self, user, obj) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return False


class ChangesView(ListView):
    def get_template_names(self) -> list[str]:
        return ["home/units/changes.html"]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "waiting": sum(1 for _row in waiting()),
            "waiting_url": reverse(screens.WAITING),
            "may_place": changes.may_change(self.request.user),
        }


class UnitChangeAdmin(SiteModelAdmin):
    model = UnitChange
    base_url_path = "doi-xa-phuong"
    menu_label = _("Đổi xã, phường")
    menu_icon = "site"
    menu_order = 505
    permission_helper_class = VerbsOnly
    index_view_class = ChangesView
    list_display = ("what", "kind", "on", "decision", "state")
    list_filter = ("kind", "state")
    search_fields = ("summary", "decision", "source")
    list_export = ("summary", "kind", "on", "decision", "source", "state", "recorded_at", "applied_at")
    export_headings = {"summary": _("Thay đổi")}
    export_filename = "doi-xa-phuong"

    @display(description=_("thay đổi"))
    def what(self, change: UnitChange) -> str:
        return change.summary

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("parts__unit")

    def create_view(self, request: HttpRequest) -> HttpResponse:
        return screens.record(request)

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        if not self.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        return screens.inspect(request, instance_pk)

    def get_admin_urls_for_registration(self):
        return (
            *super().get_admin_urls_for_registration(),
            path("doi-xa-phuong/cho-xep/", screens.work_list, name=screens.WAITING),
        )
