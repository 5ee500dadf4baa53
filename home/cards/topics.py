"""Share cards of the topics and of the list of them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.cards.card import Card
from home.illustrations import Illustration
from home.models.topics import Topic
from home.visibility import public_pages

TOPICS, ALL = "chude", "tat-ca"


def topics_card() -> Card:
    return _card(
        ALL, title=_("Chủ đề"), summary=_("Mọi bài cẩm nang, tin bài, chiến dịch và tài liệu, xếp theo chủ đề.")
    )


def topic_card(topic: Topic) -> Card:
    return _card(topic.slug, title=topic.label, kind=_("Chủ đề"), summary=topic.lede)


def topic_card_of(key: str) -> Card | None:
    """None for a topic under which the public finds nothing: its page is not for search engines either."""
    if key == ALL:
        return topics_card()
    topic = Topic.objects.filter(slug=key, page_links__page__in=public_pages()).first()
    return topic_card(topic) if topic else None


def _card(key: str, **words: str) -> Card:
    return Card(
        source=TOPICS, key=key, language=get_language() or "", illustration=Illustration.LEAF_PARCEL.value, **words
    )
