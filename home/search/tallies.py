"""Counting what people look for, so that staff learn what is missing. Questions that may tell who asked are not kept."""

import re
from contextlib import suppress

from django.db import DatabaseError
from django.db.models import F, QuerySet
from django.utils import timezone

from home.models import SearchTally
from home.search.words import folded_words

MOST_IN_A_MONTH = 20_000  # different questions; a robot's inventions beyond that are not counted
SHOWN_FROM = 3  # times; what was asked once or twice may be about one person

_LONGEST = 80
_MOST_WORDS = 10
_MANY_FIGURES = re.compile(r"(?:\d[\s.-]*){7}")  # a phone, an identity card, an account


def tally(query: str, language: str, *, found: bool) -> None:
    """Count one search. Counting is a courtesy: a busy database must not cost anybody the answer."""
    if not is_harmless(query):
        return
    key = {
        "month": timezone.localdate().replace(day=1),
        "language": language,
        "folded": " ".join(folded_words(query)),
    }
    more = {"times": F("times") + 1, "times_empty": F("times_empty") + (0 if found else 1)}
    with suppress(DatabaseError):
        if SearchTally.objects.filter(**key).update(**more):
            return
        if SearchTally.objects.filter(month=key["month"]).count() >= MOST_IN_A_MONTH:
            return
        first = {"asked": query, "times": 1, "times_empty": 0 if found else 1}
        row, is_new = SearchTally.objects.get_or_create(**key, defaults=first)
        if not is_new:  # another reader asked the same at this very moment
            SearchTally.objects.filter(pk=row.pk).update(**more)


def is_harmless(query: str) -> bool:
    """Whether the words may be kept: no address, no long number, nothing as long as a letter."""
    said = folded_words(query)
    return (
        0 < len(said) <= _MOST_WORDS and len(query) <= _LONGEST and "@" not in query and not _MANY_FIGURES.search(query)
    )


def worth_telling() -> QuerySet[SearchTally]:
    """What staff are shown."""
    return SearchTally.objects.filter(times__gte=SHOWN_FROM)
