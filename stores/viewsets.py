"""Stores and schemes as snippets: drafts, revisions, preview, history."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from stores.admin.columns import EXPORTED, listed
from stores.admin.listing import QualityColumn, SchemesColumn, StoreFilterSet, StoreListView
from stores.admin.panels import store_form
from stores.models import CriteriaSet, Scheme, Store


class StoreViewSet(SnippetViewSet):
    model = Store
    icon = "home"
    menu_label = _("Điểm bán")
    list_display = [
        "name",
        "kind",
        "unit",
        SchemesColumn("schemes", label=_("Công nhận")),
        QualityColumn("quality", label=_("Còn thiếu"), sort_key="lacking"),
        BooleanColumn("live", label=_("Đang hiện")),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    index_view_class = StoreListView
    filterset_class = StoreFilterSet
    search_fields = ["folded"]  # makes the list searchable; how, is said in its view
    search_backend_name = None
    list_export = list(EXPORTED)
    export_filename = "diem-ban"
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "other_names", "kind", "categories", "unit", "address", "landmark", "website", "description",
        "description_en", "practices", "practice_note", "own_containers", "deposit_bottles", "bag_discount",
        "payment_labels", "parking", "wheelchair", "wheelchair_note", "slug", "live", "is_sample", "source",
    ]  # fmt: skip
    ordering = ["sort_key"]
    edit_handler = store_form()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Store]:
        return listed(Store.objects.order_by("sort_key", "pk"))


class SchemeViewSet(SnippetViewSet):
    model = Scheme
    icon = "success"
    list_display = ["name", "number_prefix", "validity_months"]
    inspect_view_enabled = True  # who may only view gets in by this


class CriteriaSetViewSet(SnippetViewSet):
    model = CriteriaSet
    icon = "list-ol"
    list_display = ["__str__", "state", "in_force_from"]
    inspect_view_enabled = True


class StoreViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Điểm bán")
    menu_icon = "home"
    menu_order = 210
    items = (StoreViewSet, SchemeViewSet, CriteriaSetViewSet)
