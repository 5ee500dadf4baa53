"""What each app offers to the whole site. An app registers in `AppConfig.ready()`; `home` never imports an app.

Search sources and sitemap sections are the first two kinds; embeds, feeds, datasets, alert topics and short links
join when they are built.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


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


_search_sources: dict[str, Callable[[str, int], SearchGroup]] = {}
_sitemap_sections: dict[str, Callable[[], Iterable[Location]]] = {}


def register_search(name: str, source: Callable[[str, int], SearchGroup]) -> None:
    """`source(query, limit)` answers the group of hits for what was typed."""
    _search_sources[name] = source


def register_sitemap(name: str, section: Callable[[], Iterable[Location]]) -> None:
    _sitemap_sections[name] = section


def search_groups(query: str, limit: int) -> list[SearchGroup]:
    return [source(query, limit) for source in _search_sources.values()]


def sitemap_locations() -> list[Location]:
    return [location for section in _sitemap_sections.values() for location in section()]
