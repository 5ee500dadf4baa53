"""What each app offers to the whole site. An app registers in `AppConfig.ready()`; `home` never imports an app.

Search sources, sitemap sections, kinds of page, what their feeds tell and what people may be told of by mail come
first; embeds, datasets and short links join when they are built.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
    from wagtail.models import Page

    from home.feeds.reader import FeedReader


@dataclass(frozen=True)
class Hit:
    """One search result of a source other than pages."""

    title: str
    url: str
    summary: str
    note: str = ""


@dataclass(frozen=True)
class SearchGroup:
    """The hits of one source: the first few, how many in all, and where to see them all."""

    label: str
    hits: list[Hit]
    total: int
    more_url: str


@dataclass(frozen=True)
class Location:
    """One address of the sitemap."""

    url: str
    modified: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()  # language and address, where it stands in both


@dataclass(frozen=True)
class PageKind:
    """A type of page as the public knows it: in filters, on topic pages, in feeds."""

    slug: str
    label: "StrPromise | str"  # of many: "Cẩm nang"
    model: type["Page"]
    dated_by: str = ""  # path from Page to the day that such a page states itself; else it is as old as its publication
    gathers: bool = False  # what such a page relates to belongs together: a campaign with its guides and articles


FeedParts = Callable[["Page", "FeedReader"], list[dict]]


Chosen = Mapping[str, list[str]]  # what somebody ticked, by group; a group without a tick means everything


@dataclass(frozen=True)
class AlertGroup:
    """Something to choose from in the form for mail alerts: values and their words in the reader's language."""

    name: str
    label: str
    options: list[tuple[str, str]]


@dataclass(frozen=True)
class AlertItem:
    """One piece of news in a mail."""

    at: datetime
    title: str
    url: str  # absolute
    summary: str = ""
    kind: str = ""
    correction: str = ""  # what was wrong and is right now
    is_sample: bool = False


@dataclass(frozen=True)
class AlertSource:
    """Something that people are told of by mail. Its functions are called in the reader's language.

    `news(chosen, since, until)` answers what became public after `since`, `until` included, and still is, in the order of
    the mail; `more_url(chosen)` is a path where all of it stands.
    """

    name: str
    groups: Callable[[], list[AlertGroup]]
    news: Callable[[Chosen, datetime, datetime], list[AlertItem]]
    more_url: Callable[[Chosen], str]


_alert_sources: dict[str, AlertSource] = {}
_page_kinds: dict[str, PageKind] = {}
_feed_parts: dict[type["Page"], tuple[FeedParts, tuple[str, ...]]] = {}
_search_sources: dict[str, Callable[[str, int], SearchGroup]] = {}
_search_words: dict[str, Callable[[], Iterable[str]]] = {}
_sitemap_sections: dict[str, Callable[[], Iterable[Location]]] = {}


def register_page_kind(kind: PageKind) -> None:
    """The order of registration is the order in which the public sees them."""
    _page_kinds[kind.slug] = kind


def page_kind(model: type["Page"]) -> PageKind | None:
    return next((kind for kind in _page_kinds.values() if kind.model is model), None)


def page_kinds() -> list[PageKind]:
    return list(_page_kinds.values())


def register_feed_parts(model: type["Page"], parts: FeedParts, *, prefetch: tuple[str, ...] = ()) -> None:
    """`parts(page, reader)` answers what a feed's entry of such a page holds, as home/feeds/parts.py does for the rest.

    `prefetch` names what it will ask of its pages, so that thirty cost as many queries as one.
    """
    _feed_parts[model] = (parts, prefetch)


def feed_parts(model: type["Page"]) -> tuple[FeedParts, tuple[str, ...]] | None:
    return _feed_parts.get(model)


def register_alerts(source: AlertSource) -> None:
    _alert_sources[source.name] = source


def alert_sources() -> list[AlertSource]:
    return list(_alert_sources.values())


def register_search(name: str, source: Callable[[str, int], SearchGroup]) -> None:
    """`source(query, limit)` answers the group of hits for what was typed."""
    _search_sources[name] = source


def register_search_words(name: str, source: Callable[[], Iterable[str]]) -> None:
    """Names that the app's part of the search knows, to put wrong words right by; public ones only."""
    _search_words[name] = source


def register_sitemap(name: str, section: Callable[[], Iterable[Location]]) -> None:
    _sitemap_sections[name] = section


def search_groups(query: str, limit: int) -> list[SearchGroup]:
    return [source(query, limit) for source in _search_sources.values()]


def search_words() -> Iterable[str]:
    return (text for source in _search_words.values() for text in source())


def sitemap_locations() -> list[Location]:
    return [location for section in _sitemap_sections.values() for location in section()]
