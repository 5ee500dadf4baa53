"""The source of alerts that tells of pages: what is new under a topic or of a kind, and what was corrected."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.facets import kinds_by_content_type
from home.languages import in_language, pages_in_language
from home.models import CorrectionNotice, PageTopic, Topic
from home.registry import AlertGroup, AlertItem, AlertSource, Chosen, page_kinds
from home.subscriptions.service import absolute

NAME = "pages"
TOPIC, KIND = "chu-de", "loai"


def groups() -> list[AlertGroup]:
    topics = [(str(topic.pk), topic.label) for topic in Topic.objects.all()]
    kinds = [(kind.slug, str(kind.label)) for kind in page_kinds()]
    return [AlertGroup(TOPIC, _("Chủ đề"), topics), AlertGroup(KIND, _("Loại nội dung"), kinds)]


def news(chosen: Chosen, since: datetime, until: datetime) -> list[AlertItem]:
    """New is what was never published before: a page that was withdrawn and comes back is not."""
    pages = wanted_pages(chosen)
    fresh = pages.filter(first_published_at__gt=since, first_published_at__lte=until)
    found = [item_of(page, page.first_published_at) for page in fresh.order_by("-first_published_at", "-pk").specific()]
    return found + corrections(pages, since, until)


def corrections(pages: PageQuerySet, since: datetime, until: datetime) -> list[AlertItem]:
    """Whoever was told of a page is told what was wrong on it."""
    notices = CorrectionNotice.objects.filter(published_at__gt=since, published_at__lte=until).order_by("pk")
    said = {notice.page_id: notice for notice in notices}
    rows = pages.filter(pk__in=list(said)).specific() if said else []
    return [item_of(page, said[page.pk].published_at, correction=said[page.pk].text) for page in rows]


def wanted_pages(chosen: Chosen) -> PageQuerySet:
    """Public pages of the reader's language that match all that was ticked."""
    kinds = kinds_by_content_type()
    ticked = chosen.get(KIND)
    of_kind = [pk for pk, kind in kinds.items() if not ticked or kind.slug in ticked]
    pages = pages_in_language().filter(content_type__in=of_kind)
    if topics := chosen.get(TOPIC):
        pages = pages.filter(pk__in=PageTopic.objects.filter(topic__in=topics).values("page"))
    return pages


def item_of(page: Page, at: datetime, correction: str = "") -> AlertItem:
    path = in_language(page.get_url_parts()[2], get_language())
    return AlertItem(
        at=at,
        title=page.title,
        url=absolute(path),
        summary=page.summary,
        kind=page.kind_label,
        correction=correction,
        is_sample=bool(getattr(page, "is_sample", False)),
    )


def more_url(chosen: Chosen) -> str:
    topics = chosen.get(TOPIC) or []
    topic = Topic.objects.filter(pk=topics[0]).first() if len(topics) == 1 else None
    return topic.get_absolute_url() if topic else reverse("topics")


SOURCE = AlertSource(NAME, groups, news, more_url)


def note_corrections(instance: Page, **kwargs) -> None:
    """When a page is published: which of its corrections the public sees for the first time."""
    for block in getattr(instance, "corrections", []):
        try:
            with transaction.atomic():
                CorrectionNotice.objects.get_or_create(
                    page_id=instance.pk,
                    block=str(block.id)[:64],
                    defaults={"text": block.value["text"], "published_at": timezone.now()},
                )
        except IntegrityError:  # another worker published it at the same moment
            continue
