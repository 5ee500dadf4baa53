"""The list of stores: what is filtered by, how words are found, and what stands in the columns."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from home.exports import SafeExportMixin
from home.models import Unit
from home.text import words
from stores.admin.columns import EXPORTED
from stores.enums import PositionPrecision, RecognitionState
from stores.models import GreenPractice, Recognition, Scheme, Store, StorePhone
from stores.quality import Missing, condition, missing_of

YES_NO = [("co", _("Có")), ("chua", _("Chưa"))]
FEWEST_DIGITS = 3  # of a number's end, so that "12" stays a house number


class StoreFilterSet(WagtailFilterSet):
    unit = ModelChoiceFilter(queryset=Unit.objects.current(), label=_("xã, phường"))
    practices = ModelChoiceFilter(queryset=GreenPractice.objects.all(), label=_("việc làm xanh"))
    scheme = ModelChoiceFilter(queryset=Scheme.objects.all(), label=_("đang có danh hiệu"), method="by_scheme")
    recognition = ChoiceFilter(choices=RecognitionState.choices, label=_("trạng thái công nhận"), method="by_state")
    precision = ChoiceFilter(
        choices=[*PositionPrecision.choices, ("khong", _("Chưa có vị trí"))], label=_("vị trí"), method="by_precision"
    )
    open_hours = ChoiceFilter(choices=YES_NO, label=_("đã có giờ mở cửa"), method="by_hours")
    missing = ChoiceFilter(choices=[*Missing.choices, ("du", _("Đã đủ"))], label=_("còn thiếu"), method="by_missing")
    asked = ChoiceFilter(choices=YES_NO[:1], label=_("được đề nghị kiểm tra lại"), method="by_asked")

    class Meta:
        model = Store
        fields = ["kind", "categories", "unit", "practices", "live", "is_sample"]

    def by_scheme(self, queryset: QuerySet, name: str, value: Scheme) -> QuerySet:
        return queryset.holding(value.slug)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Exists(Recognition.objects.filter(store=OuterRef("pk"), state=value)))

    def by_precision(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**({"position": None} if value == "khong" else {"position__precision": value}))

    def by_hours(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        unknown = condition(Missing.HOURS)
        return queryset.filter(unknown if value == "chua" else ~unknown)

    def by_missing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(lacking=0) if value == "du" else queryset.filter(condition(Missing(value)))

    def by_asked(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(verification__asked_on__isnull=False)


class SchemesColumn(Column):
    """The recognitions that are not over, with their state where it is not simply in force."""

    def get_value(self, instance: Store) -> str:
        open_ones = [r for r in instance.recognitions.all() if r.state not in RecognitionState.ended()]
        return (
            ", ".join(
                r.scheme.short_name if r.is_current else f"{r.scheme.short_name} ({r.public_state_label})"
                for r in open_ones
            )
            or "–"
        )


class QualityColumn(Column):
    """How much is missing, and what."""

    def get_value(self, instance: Store) -> str:
        missing = missing_of(instance)
        if not missing:
            return str(_("Đủ"))
        count = ngettext("thiếu %(n)d", "thiếu %(n)d", len(missing)) % {"n": len(missing)}
        return f"{count}: {', '.join(missing)}"


class StoreListView(SafeExportMixin, IndexView):
    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word, with or without its marks, in the names, the address or the unit; or a recognition's number.

        What has digits also finds the end of a phone number, however it is spaced.
        """
        asked = (self.search_query or "").strip()
        digits = "".join(letter for letter in asked if letter.isdigit())
        found = Q()
        for word in words(asked):
            found &= Q(folded__contains=f" {word}") | _numbered(word)
        other = _numbered(asked) if asked else Q()
        if len(digits) >= FEWEST_DIGITS and not any(letter.isalpha() for letter in asked):
            end = digits.removeprefix("84").removeprefix("0")
            other |= Q(Exists(StorePhone.objects.filter(store=OuterRef("pk"), number__endswith=end)))
        return queryset.filter(found | other) if asked else queryset

    def value_of(self, item: Store, name: str) -> object:
        return EXPORTED[name].value(item)

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(EXPORTED[field].heading)


def _numbered(text: str) -> Q:
    return Q(Exists(Recognition.objects.filter(store=OuterRef("pk"), number__icontains=text)))
