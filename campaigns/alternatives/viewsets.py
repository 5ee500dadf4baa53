"""Alternatives in the admin: drafts, approval, and what is still missing in each."""

from django.db.models import Model, QuerySet, TextChoices
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from campaigns.alternatives.forms import AlternativeForm
from campaigns.models import Alternative, PlasticItem, Situation
from campaigns.models.alternatives import AlternativeQuerySet
from home.exports import SafeExportMixin
from home.search.rows import read_for_rows


class PriceState(TextChoices):
    OLD = "cu", _("Cần cập nhật giá")
    NONE = "chua", _("Chưa có giá")
    FREE = "khong-ton", _("0 đồng")


class AlternativeFilterSet(WagtailFilterSet):
    items = ModelChoiceFilter(queryset=PlasticItem.objects.all(), label=_("thay cho"))
    situations = ModelChoiceFilter(queryset=Situation.objects.all(), label=_("dùng ở đâu"))
    price = ChoiceFilter(choices=PriceState.choices, label=_("giá"), method="by_price")

    class Meta:
        model = Alternative
        fields = ["items", "situations", "live", "is_sample"]

    def by_price(self, queryset: AlternativeQuerySet, name: str, value: str) -> QuerySet:
        if value == PriceState.OLD:
            return queryset.with_old_price()
        return queryset.without_price() if value == PriceState.NONE else queryset.filter(price_high=0)


class FlagsColumn(Column):
    """What is still missing, in words; a dash when nothing is."""

    def get_value(self, instance: Alternative) -> str:
        return ", ".join(instance.flags) or "–"


class AlternativeListView(SafeExportMixin, IndexView):
    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word, with or without its marks, in the text or in the name of what it replaces."""
        return queryset.matching(read_for_rows(self.search_query)) if self.search_query else queryset

    def value_of(self, item: Model, name: str) -> object:
        if name == "sources":
            return "; ".join(f"{block.value['text']} {block.value['url']}".strip() for block in item.sources)
        return ", ".join(item.flags) if name == "flags" else super().value_of(item, name)

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(_("Còn thiếu")) if field == "flags" else super().get_heading(queryset, field)


def _ticks(field: str) -> FieldPanel:
    """A short list is ticked, not selected with a key held down."""
    return FieldPanel(field, widget=CheckboxSelectMultiple)


def _price_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("price_low"), FieldPanel("price_high")]),
            FieldRowPanel([FieldPanel("price_unit"), FieldPanel("price_date")]),
            FieldPanel("price_source"),
            FieldPanel("price_url"),
        ],
        heading=_("Giá"),
        help_text=_(
            "Chỉ ghi giá có nguồn và ngày, không quá 12 tháng. Không có thì để trống: trang sẽ nói là chưa có giá "
            "kiểm chứng được. Không tốn tiền thì ghi 0 và chọn bài cẩm nang."
        ),
    )


class AlternativeViewSet(SnippetViewSet):
    model = Alternative
    icon = "rotate"
    menu_label = _("Thay đồ nhựa")
    menu_order = 206
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("price_label", label=_("Giá"), sort_key="price_low"),
        Column("price_date", label=_("Ngày của giá"), sort_key="price_date"),
        FlagsColumn("flags", label=_("Còn thiếu")),
        BooleanColumn("live", label=_("Đang hiện")),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    index_view_class = AlternativeListView
    filterset_class = AlternativeFilterSet
    search_fields = ["folded"]  # makes the list searchable; how, is said in its view
    search_backend_name = None
    list_export = [
        "name", "audience", "advantages", "drawbacks", "price_low", "price_high", "price_unit", "price_date",
        "price_source", "price_url", "lifespan", "uses", "cleaning", "disposal", "sources", "guide", "flags", "live",
        "is_sample", "slug",
    ]  # fmt: skip
    export_filename = "thay-do-nhua"
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "items", "situations", "audience", "advantages", "drawbacks", "price_label", "price_unit", "price_date",
        "price_source", "price_url", "lifespan", "uses", "cleaning", "disposal", "guide", "categories", "slug", "live",
        "is_sample",
    ]  # fmt: skip
    ordering = ["sort_key"]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldRowPanel([_ticks("items"), _ticks("situations")]),
                    FieldPanel("audience"),
                    FieldPanel("advantages"),
                    FieldPanel("drawbacks"),
                    _price_panel(),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("lifespan"), FieldPanel("uses")]),
                            FieldPanel("cleaning"),
                            FieldPanel("disposal"),
                        ],
                        heading=_("Dùng, rửa, bỏ đi"),
                    ),
                    FieldPanel("sources"),
                    FieldPanel("guide"),
                    _ticks("categories"),
                ],
                heading=_("Nội dung"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("recommended"), FieldPanel("order")]),
                    FieldPanel("is_sample"),
                    PublishingPanel(),
                ],
                heading=_("Đăng"),
            ),
        ],
        base_form_class=AlternativeForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alternative]:
        return Alternative.objects.select_related("latest_revision", "guide")
