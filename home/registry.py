"""What each app offers to the whole site. An app registers in `AppConfig.ready()`; `home` never imports an app.

Search sources, sitemap sections and kinds of page come first; embeds, feeds, datasets, alert topics and short links join
when they are built.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
    from wagtail.models import Page


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


_page_kinds: dict[str, PageKind] = {}
_search_sources: dict[str, Callable[[str, int], SearchGroup]] = {}
_sitemap_sections: dict[str, Callable[[], Iterable[Location]]] = {}


def register_page_kind(kind: PageKind) -> None:
    """The order of registration is the order in which the public sees them."""
    _page_kinds[kind.slug] = kind


def page_kind(model: type["Page"]) -> PageKind | None:
    return next((kind for kind in _page_kinds.values() if kind.model is model), None)


def page_kinds() -> list[PageKind]:
    return list(_page_kinds.values())


def register_search(name: str, source: Callable[[str, int], SearchGroup]) -> None:
    """`source(query, limit)` answers the group of hits for what was typed."""
    _search_sources[name] = source


def register_sitemap(name: str, section: Callable[[], Iterable[Location]]) -> None:
    _sitemap_sections[name] = section


def search_groups(query: str, limit: int) -> list[SearchGroup]:
    return [source(query, limit) for source in _search_sources.values()]


def sitemap_locations() -> list[Location]:
    return [location for section in _sitemap_sections.values() for location in section()]
