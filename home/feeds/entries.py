"""The newest pages of a scope as entries, the same for all three formats; thirty cost as many queries as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from django.db.models import F, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.delivery.remembered import remembered
from home.feeds.parts import parts_of
from home.feeds.reader import FeedReader, file_size
from home.feeds.scopes import Scope, followed_pages, site_base
from home.models import Agency, SiteImage
from home.news import publication_day
from home.registry import feed_parts
from home.structured import absolute_url

NEWEST = 30
BEGINNING = datetime(2019, 6, 28, tzinfo=UTC)  # the day of the plan: older than whatever was published here
PICTURES = ("lead_image_id", "listing_image_id", "social_image_id")  # which one stands for the page


@dataclass(frozen=True)
class Picture:
    url: str
    size: int  # bytes
    content_type: str = "image/jpeg"


@dataclass(frozen=True)
class Entry:
    """One page."""

    identity: str
    url: str
    title: str
    summary: str
    html: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    published: datetime
    updated: datetime
    picture: Picture | None


def identity_of(page: Page) -> str:
    """A tag: URI (RFC 4151). It does not tell the address, so a page that was moved is not new."""
    return f"{tag_base()}{page.locale.language_code}/{page.translation_key}"


def tag_base() -> str:
    return f"tag:{urlsplit(site_base()).hostname},2026:"


def entries_of(scope: Scope) -> list[Entry]:
    return _entries(scope, get_language())


@remembered
def _entries(scope: Scope, language: str) -> list[Entry]:
    pages = _newest(scope)
    images = _images(pages)
    agencies = Agency.objects.in_bulk({page.agency_id for page in pages if page.agency_id})
    reader = FeedReader(site_base())
    reader.load(pages, images.values())
    for model in {type(page) for page in pages}:
        if registered := feed_parts(model):
            prefetch_related_objects([page for page in pages if type(page) is model], *registered[1])
    return [_entry(page, reader, agencies.get(page.agency_id), _image_of(page, images)) for page in pages]


def _newest(scope: Scope) -> list[Page]:
    pages = followed_pages().filter(scope.condition).annotate(day=publication_day())
    pages = pages.order_by(F("day").desc(nulls_last=True), F("first_published_at").desc(nulls_last=True), "-pk")
    pages = pages.select_related("locale", for_specific_subqueries=True).prefetch_related("topic_links__topic")
    return list(pages[:NEWEST].specific())


def _images(pages: Iterable[Page]) -> dict[int, SiteImage]:
    wanted = {getattr(page, name, None) for page in pages for name in PICTURES}
    return SiteImage.objects.in_bulk(wanted - {None})


def _image_of(page: Page, images: dict[int, SiteImage]) -> SiteImage | None:
    keys = (getattr(page, name, None) for name in PICTURES)
    return next((images[key] for key in keys if key in images), None)


def _entry(page: Page, reader: FeedReader, agency: Agency | None, image: SiteImage | None) -> Entry:
    published = _published(page)
    parts = parts_of(page, reader)
    if lead := reader.picture(image):
        parts.insert(0, {"kind": "image", "items": [lead]})
    topics = sorted((link.topic for link in page.topic_links.all()), key=lambda topic: (topic.order, topic.name))
    names = (getattr(page, "author", ""), agency.name if agency else "")
    return Entry(
        identity=identity_of(page),
        url=absolute_url(page),
        title=f"[{_('Dữ liệu mẫu')}] {page.title}" if getattr(page, "is_sample", False) else page.title,
        summary=page.summary,
        html=_drawn(page, parts),
        authors=tuple(dict.fromkeys(name for name in names if name)),
        topics=tuple(topic.label for topic in topics),
        published=published,
        updated=_updated(page, published),
        picture=_picture(reader, image),
    )


def _drawn(page: Page, parts: list[dict]) -> str:
    named = [part | {"template": f"feeds/blocks/{part['kind']}.html"} for part in parts]
    text = render_to_string("feeds/entry.html", {"parts": named, "summary": page.summary})
    return "\n".join(line for line in text.splitlines() if line.strip())


def _picture(reader: FeedReader, image: SiteImage | None) -> Picture | None:
    rendition = reader.rendition(image)
    if rendition is None:
        return None
    return Picture(reader.absolute(rendition.url), file_size(rendition.file.name))


def _published(page: Page) -> datetime:
    """The moment of publication; midnight of the day that the page states, where that is another one."""
    first = page.first_published_at or page.last_published_at
    if page.day and (first is None or timezone.localdate(first) != page.day):
        return timezone.make_aware(datetime.combine(page.day, time.min))
    return (first or BEGINNING).replace(microsecond=0)


def _updated(page: Page, published: datetime) -> datetime:
    """When it was last published, which every correction is."""
    corrected: date | None = getattr(page, "last_corrected", None)
    moments = [published, (page.last_published_at or published).replace(microsecond=0)]
    if corrected and corrected <= timezone.localdate():
        moments.append(timezone.make_aware(datetime.combine(corrected, time.min)))
    return max(moments)
