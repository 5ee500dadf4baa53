"""Catalogue lists and the register of recognitions in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdminGroup

from home.modeladmins import FoldedColumnSearch, SiteModelAdmin
from stores.models import GreenPractice, ProductCategory, Recognition, StoreKind


class ReadOnlyPermission(PermissionHelper):
    """Recognitions are written by the verbs of stores/review.py alone; the admin shows them."""

    def user_can_create(self, user) -> bool:
        return False

    def user_can_edit_obj(self, user, obj) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return False


class RecognitionAdmin(SiteModelAdmin):
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


class CatalogueAdmin(SiteModelAdmin):
    list_display = ("name", "name_en", "slug", "order")
    search_fields = ("name", "name_en", "slug")
    list_export = ("name", "name_en", "slug", "order")


class ProductCategoryAdmin(CatalogueAdmin):
    model = ProductCategory
    menu_icon = "tag"
    export_filename = "nhom-hang"


class StoreKindAdmin(CatalogueAdmin):
    model = StoreKind
    menu_icon = "home"
    export_filename = "loai-diem-ban"


class GreenPracticeAdmin(CatalogueAdmin):
    model = GreenPractice
    menu_icon = "tick"
    list_display = ("name", "name_en", "icon", "order")
    export_filename = "viec-lam-xanh"


class CatalogueGroup(ModelAdminGroup):
    menu_label = _("Phân loại")
    menu_icon = "list-ul"
    menu_order = 230
    items = (ProductCategoryAdmin, StoreKindAdmin, GreenPracticeAdmin)
