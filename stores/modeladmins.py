"""Catalogue lists and the register of recognitions in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from home.modeladmins import CatalogueAdmin, FoldedColumnSearch, ReadOnlyPermission, SiteModelAdmin
from stores.models import GreenPractice, ProductCategory, Recognition, StoreKind


class RecognitionAdmin(SiteModelAdmin):
    """The verbs of stores/review.py alone write recognitions; the admin shows them."""

    model = Recognition
    menu_label = _("Sổ công nhận")
    menu_icon = "success"
    menu_order = 220
    permission_helper_class = ReadOnlyPermission
    list_display = ("number", "store", "scheme", "state", "valid_from", "valid_until")
    list_filter = ("scheme", "state", "is_sample")
    list_select_related = ("store", "scheme")
    search_handler_class = FoldedColumnSearch
    search_fields = ("number", "store__folded")
    inspect_view_fields = (
        "number", "store", "scheme", "criteria_set", "decision", "decided_on", "valid_from", "valid_until",
        "state", "state_reason", "state_changed_on", "is_sample",
    )  # fmt: skip
    list_export = (
        "number", "store", "store.unit", "scheme", "decision", "decided_on", "valid_from", "valid_until", "state",
        "state_reason",
    )  # fmt: skip
    export_headings = {"store.unit": _("Xã, phường")}
    export_filename = "so-cong-nhan"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("store__unit", "scheme", "criteria_set__scheme")


class ProductCategoryAdmin(CatalogueAdmin):
    model = ProductCategory
    export_filename = "nhom-hang"


class StoreKindAdmin(CatalogueAdmin):
    model = StoreKind
    menu_icon = "home"
    export_filename = "loai-diem-ban"


class GreenPracticeAdmin(CatalogueAdmin):
    model = GreenPractice
    menu_icon = "check"
    list_display = ("name", "name_en", "icon", "order")
    export_filename = "viec-lam-xanh"


class CatalogueGroup(ModelAdminGroup):
    menu_label = _("Phân loại")
    menu_icon = "list-ul"
    menu_order = 230
    items = (ProductCategoryAdmin, StoreKindAdmin, GreenPracticeAdmin)
