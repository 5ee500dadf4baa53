"""What is still missing in what is said of a place: one list, for the column, the filter, the sorting and the export.

Every answer is a column of the one query that lists the places.
"""

from datetime import date, timedelta

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stores.enums import PositionPrecision
from stores.models import Store, StorePhone, StorePhoto

A_YEAR = timedelta(days=365)


class Missing(TextChoices):
    POSITION = "vi-tri", _("vị trí")
    HOURS = "gio", _("giờ mở cửa")
    PHONE = "dien-thoai", _("điện thoại")
    PHOTO = "anh", _("ảnh")
    CATEGORY = "nhom-hang", _("nhóm hàng")
    DESCRIPTION = "gioi-thieu", _("giới thiệu")
    VERIFICATION = "kiem-tra", _("kiểm tra trong 12 tháng")


def condition(missing: Missing, today: date | None = None) -> Q:
    """Which places lack it. A position that is only the middle of the commune is none yet."""
    last_year = (today or timezone.localdate()) - A_YEAR
    own = {"store": OuterRef("pk")}
    return {
        Missing.POSITION: Q(position__isnull=True) | Q(position__precision=PositionPrecision.UNIT),
        Missing.HOURS: Q(hours__isnull=True) | Q(hours__rule=""),
        Missing.PHONE: Q(~Exists(StorePhone.objects.filter(**own))),
        Missing.PHOTO: Q(~Exists(StorePhoto.objects.filter(**own))),
        Missing.CATEGORY: Q(~Exists(Store.categories.through.objects.filter(**own))),
        Missing.DESCRIPTION: Q(description=""),
        Missing.VERIFICATION: Q(verification__verified_on__isnull=True) | Q(verification__verified_on__lt=last_year),
    }[missing]


def with_quality(stores: QuerySet[Store]) -> QuerySet[Store]:
    """Each place with `lacks_…` of 0 or 1 and with `lacking`, their sum."""
    flags = {
        _flag(missing): Case(When(condition(missing), then=Value(1)), default=Value(0), output_field=IntegerField())
        for missing in Missing
    }
    return stores.annotate(**flags).annotate(lacking=sum((F(flag) for flag in flags), Value(0)))


def missing_of(store: Store) -> list[str]:
    """In words; needs `with_quality()`."""
    return [str(missing.label) for missing in Missing if getattr(store, _flag(missing))]


def _flag(missing: Missing) -> str:
    return f"lacks_{missing.name.lower()}"
