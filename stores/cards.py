"""Share cards of the directory and of each public place."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.cards import Card
from home.illustrations import Illustration
from home.text import lower_first
from stores.models import Store

PLACES, DIRECTORY = "diemban", "danhba"


def directory_card(key: str = "tat-ca") -> Card | None:
    if key != "tat-ca":
        return None
    return Card(
        source=DIRECTORY,
        key=key,
        language=get_language() or "",
        title=_("Điểm bán trong tỉnh"),
        kind=_("Danh bạ và bản đồ"),
        illustration=Illustration.STALL.value,
        summary=_("Danh bạ điểm kinh doanh xanh và điểm bán Tự hào hàng Việt Nam tại tỉnh Thái Nguyên."),
    )


def store_card(store: Store) -> Card:
    """Without marks of schemes: a card travels on when a recognition has ended."""
    where = f"{store.address}, {lower_first(str(store.unit))}" if store.address else str(store.unit)
    return Card(
        source=PLACES,
        key=str(store.pk or 0),
        language=get_language() or "",
        title=store.name,
        kind=store.kind.label,
        by=where,
        illustration=Illustration.SHOP.value,
        is_sample=store.is_sample,
        summary=store.text or where,
    )


def store_card_of(key: str) -> Card | None:
    found = Store.objects.public().select_related("kind", "unit")
    store = found.filter(pk=key).first() if key.isdecimal() else None
    return store_card(store) if store else None
