"""Stores and schemes as snippets: drafts, revisions, preview, history."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from home.exports import SafeExportMixin
from home.models import Unit
from home.text import words
from stores.forms import StoreForm
from stores.models import CriteriaSet, Scheme, Store


class StoreFilterSet(WagtailFilterSet):
    unit = ModelChoiceFilter(queryset=Unit.objects.current(), label=_("xã, phường"))

    class Meta:
        model = Store
        fields = ["kind", "categories", "unit", "live", "is_sample"]


class StoreListView(SafeExportMixin, IndexView):
    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word, with or without its marks, in the names, the address, the unit or what is sold."""
        for word in words(self.search_query or ""):
            queryset = queryset.filter(folded__contains=f" {word}")
        return queryset


class StoreViewSet(SnippetViewSet):
    model = Store
    icon = "home"
    menu_label = _("Điểm bán")
    list_display = ["name", "kind", "unit", BooleanColumn("live", label=_("Đang hiện")), UpdatedAtColumn()]
    list_per_page = 50
    index_view_class = StoreListView
    filterset_class = StoreFilterSet
    list_export = ["name", "kind", "unit", "address", "phone", "website", "slug", "live", "is_sample", "source"]
    export_filename = "diem-ban"
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "other_names", "kind", "categories", "unit", "address", "landmark", "phone", "website", "description",
        "description_en", "practices", "slug", "live", "is_sample", "source",
    ]  # fmt: skip
    ordering = ["sort_key"]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name"),
                            FieldPanel("other_names"),
                            FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
                            FieldPanel("address"),
                            FieldPanel("landmark"),
                        ],
                        heading=_("Điểm bán"),
                    ),
                    MultiFieldPanel([FieldPanel("phone"), FieldPanel("website")], heading=_("Liên hệ")),
                    MultiFieldPanel(
                        [FieldPanel("description"), FieldPanel("description_en"), FieldPanel("practices")],
                        heading=_("Giới thiệu"),
                    ),
                    FieldPanel("categories"),
                    InlinePanel("products", heading=_("Mặt hàng"), label=_("mặt hàng")),
                ],
                heading=_("Nội dung"),
            ),
            ObjectList(
                [FieldPanel("slug"), FieldPanel("is_sample"), FieldPanel("source"), PublishingPanel()],
                heading=_("Đăng"),
            ),
        ],
        base_form_class=StoreForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Store]:
        return Store.objects.select_related("kind", "unit", "latest_revision")


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
