"""Share cards of the list of communes and wards, and of each of them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.cards import Card
from home.illustrations import Illustration
from home.models import Unit

UNITS, ALL = "xaphuong", "tat-ca"


def units_card() -> Card:
    return Card(
        source=UNITS,
        key=ALL,
        language=get_language() or "",
        title=_("Xã, phường trong tỉnh"),
        kind=_("Danh bạ và bản đồ"),
        illustration=Illustration.STALL.value,
        summary=_("Điểm bán theo từng xã, phường hôm nay; tìm được cả bằng tên xã, huyện cũ."),
    )


def unit_card(unit: Unit) -> Card:
    former = _("Tên cũ") if not unit.is_current else ""
    return Card(
        source=UNITS,
        key=str(unit.pk),
        language=get_language() or "",
        title=unit.full_name,
        kind=former or _("Điểm bán"),
        by=unit.province_name if unit.is_current else "",
        illustration=Illustration.STALL.value,
        summary=_("Điểm kinh doanh xanh và điểm bán Tự hào hàng Việt Nam tại %(unit)s.") % {"unit": unit.full_name},
    )


def unit_card_of(key: str) -> Card | None:
    if key == ALL:
        return units_card()
    unit = Unit.objects.filter(pk=key).first() if key.isdecimal() else None
    return unit_card(unit) if unit else None
