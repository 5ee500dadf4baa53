"""The search in the admin: synonyms, promoted results, and what readers look for."""

from django.contrib.admin import AllValuesFieldListFilter, display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper
from wagtail_modeladmin.options import ModelAdminGroup

from home.jobs.modeladmins import RecordPermissions
from home.modeladmins import FoldedColumnSearch, SiteModelAdmin
from home.models import PromotedResult, SearchTally, SynonymGroup
from home.search.tallies import worth_telling


class SynonymAdmin(SiteModelAdmin):
    model = SynonymGroup
    base_url_path = "tim-kiem/tu-dong-nghia"
    menu_icon = "order"
    list_display = ("__str__", "reason", "is_active")
    list_filter = ("is_active",)
    search_fields = ("members", "reason")
    list_export = ("members", "reason", "is_active")
    export_filename = "tu-dong-nghia"


class PromotedAdmin(SiteModelAdmin):
    model = PromotedResult
    base_url_path = "tim-kiem/ket-qua-noi-bat"
    menu_icon = "pick"
    list_display = ("queries", "page", "address", "order")
    list_select_related = ("page",)
    search_fields = ("queries", "page", "title")
    list_export = ("queries", "page", "address", "title", "title_en", "order")
    export_filename = "ket-qua-noi-bat"


class TallyButtons(ButtonHelper):
    """From what readers look for to what can be done about it."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None) -> list[dict]:
        buttons = [self._button(reverse("search"), _("Tìm thử"), q=obj.asked)]
        for admin, label in ((SynonymAdmin, _("Thêm từ đồng nghĩa")), (PromotedAdmin, _("Đặt kết quả nổi bật"))):
            if self.request.user.has_perm(f"home.add_{admin.model._meta.model_name}"):
                buttons.append(self._button(AdminURLHelper(admin.model, admin.base_url_path).create_url, label))
        return buttons

    def _button(self, url: str, label: str, **query: str) -> dict:
        address = f"{url}?{urlencode(query)}" if query else url
        return {
            "url": address,
            "label": label,
            "classname": self.finalise_classname(["button-secondary"]),
            "title": label,
        }


class TallyAdmin(SiteModelAdmin):
    model = SearchTally
    base_url_path = "tim-kiem/nguoi-doc-tim-gi"
    menu_icon = "search"
    permission_helper_class = RecordPermissions
    button_helper_class = TallyButtons
    inspect_view_enabled = False
    list_display = ("asked", "times", "times_empty", "month_label", "language")
    list_filter = (("month", AllValuesFieldListFilter), "language")
    search_handler_class = FoldedColumnSearch
    search_fields = ("folded",)
    list_export = ("asked", "times", "times_empty", "month", "language")
    export_filename = "nguoi-doc-tim-gi"
    list_per_page = 50

    @display(description=_("tháng"), ordering="month")
    def month_label(self, row: SearchTally) -> str:
        return f"{row.month:%m/%Y}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchTally]:
        """First what is looked for in vain. What was asked once or twice is not shown: it may be about one person."""
        return worth_telling()


class SearchGroup(ModelAdminGroup):
    menu_label = _("Tìm kiếm")
    menu_icon = "search"
    menu_order = 510
    items = (TallyAdmin, SynonymAdmin, PromotedAdmin)
