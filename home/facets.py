"""Ways to narrow lists of pages of many types: by kind and by topic."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from home.delivery.remembered import remembered
from home.listing import Facet
from home.models import Topic
from home.registry import PageKind, page_kinds


def kinds_by_content_type() -> dict[int, PageKind]:
    return {ContentType.objects.get_for_model(kind.model).pk: kind for kind in page_kinds()}


def kind_facet() -> Facet:
    """Pages by their kind, in the order in which kinds were registered; pages of no kind have no option."""
    kinds = kinds_by_content_type()
    return Facet(
        "loai",
        _("Loại nội dung"),
        "content_type",
        lambda pk: kinds[pk].label if pk in kinds else None,
        slug_of=lambda pk: kinds[pk].slug,
        order=list(kinds).index,
        covers=True,
    )


def topic_facet() -> Facet:
    """Pages by topic, in the order staff gave the topics."""
    topics = _topics()
    return Facet(
        "chu-de",
        _("Chủ đề"),
        "topic_links__topic",
        lambda pk: topics[pk].label,
        slug_of=lambda pk: topics[pk].slug,
        order=list(topics).index,
    )


@remembered
def _topics() -> dict[int, Topic]:
    return {topic.pk: topic for topic in Topic.objects.all()}
