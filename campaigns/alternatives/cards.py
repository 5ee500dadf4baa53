"""Share cards of the finder: of all of it, and of each plastic item."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.alternatives.finder import catalogue
from campaigns.models import PlasticItem
from home.cards import Card
from home.illustrations import Illustration
from home.text import lower_first

FINDER, ALL = "thaythe", "tat-ca"


def finder_card(item: PlasticItem | None) -> Card:
    title = _("Thay %(name)s bằng gì?") % {"name": lower_first(item.label)} if item else _("Thay đồ nhựa bằng gì?")
    return Card(
        source=FINDER,
        key=item.slug if item else ALL,
        language=get_language() or "",
        title=title,
        kind=_("Thay đồ nhựa"),
        illustration=(item.illustration if item else "") or Illustration.CLOTH_BAG.value,
        summary=_(
            "Chọn món đồ nhựa muốn bỏ và nơi bạn dùng nó, xem những cách thay: giá có nguồn và ngày, dùng được bao lâu, "
            "làm sạch và bỏ đi thế nào."
        ),
    )


def finder_card_of(key: str) -> Card | None:
    if key == ALL:
        return finder_card(None)
    item = next((item for item in catalogue(PlasticItem).values() if item.slug == key), None)
    return finder_card(item) if item else None
