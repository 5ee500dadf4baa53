"""What is offered while a question is being typed: where it may lead, not what it may become."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.delivery.remembered import remembered
from home.languages import page_url, pages_in_language
from home.models import Topic
from home.registry import search_groups
from home.search.promotions import promoted
from home.search.words import folded_words, place_of
from home.visibility import public_pages

SHORTEST = 2  # letters; one letter fits everything
MOST = 8
_OF_A_GROUP = 2


@dataclass(frozen=True)
class Suggestion:
    """Something of this site whose name holds what was typed."""

    title: str
    url: str
    kind: str = ""


def suggest(query: str) -> list[Suggestion]:
    """The first few, each address once: the editors' choice, topics, what the apps have, pages."""
    if sum(map(len, folded_words(query))) < SHORTEST:
        return []
    each: dict[str, Suggestion] = {}
    for suggestion in _all(query):
        each.setdefault(suggestion.url, suggestion)
    return list(each.values())[:MOST]


def _all(query: str) -> Iterator[Suggestion]:
    for choice in promoted(query):
        yield Suggestion(choice.title, choice.url, _kind(choice.page) if choice.page else "")
    typed = folded_words(query)
    for topic in _topics():
        if place_of(typed, folded_words(topic.label), prefix=True) is not None:
            yield Suggestion(topic.label, topic.get_absolute_url(), _("Chủ đề"))
    pages = pages_in_language().specific().autocomplete(query, fields=["title"])[:MOST]
    rows = [Suggestion(page.title, page_url(page), _kind(page)) for page in pages]
    groups = search_groups(query, _OF_A_GROUP)
    others = [Suggestion(hit.title, hit.url, group.label) for group in groups for hit in group.hits[:_OF_A_GROUP]]
    kept = max(MOST - len(others), MOST // 2)
    yield from rows[:kept]
    yield from others
    yield from rows[kept:]


def _kind(page) -> str:
    return str(getattr(page, "kind_label", ""))


@remembered
def _topics() -> list[Topic]:
    """Those under which something public stands."""
    return list(Topic.objects.filter(page_links__page__in=public_pages()).distinct())
