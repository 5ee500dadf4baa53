"""Folding loses "má", "mà" and "ma"; the first hits are put in order again by how they are spelled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelsearch.query import SearchQuery

from home.search.fillers import QUESTION
from home.search.lookup import Hit
from home.search.question import length_of, matches
from home.search.words import Word, exact, place_of, read_words
from home.text import normalise

WINDOW = 50

(
    EXACT_TITLE, EXACT_IN_TITLE, FOLDED_TITLE, PHRASE_IN_TITLE, IN_TITLE, EXACT_IN_SUMMARY, IN_SUMMARY, ELSEWHERE,
) = range(8)  # fmt: skip

_IN_TITLE_COUNTS, _IN_SUMMARY_COUNTS = 2, 1  # as often as a word of the title weighs more than one of the summary


class Ranking:
    """Exactly as asked in the title, first where it is all of it; then the title whatever the marks, then the summary, then the rest.

    Within each, first what has more of the words that were asked for in title and summary; then the order of the
    full-text score stays.
    """

    def __init__(self, spoken: Iterable[str], tree: SearchQuery, parts: Sequence[SearchQuery], *, prefix: bool):
        whole = [words for text in spoken if (words := read_words(normalise(text)))]
        shortened = whole if prefix else [QUESTION.left_out(words) for words in whole]
        self.ways = [whole, shortened] if shortened != whole else [whole]
        self.tree = tree
        self.parts = parts
        self.prefix = prefix

    def order(self, hits: Sequence[Hit]) -> list[Hit]:
        titles = {hit.pk: read_words(normalise(hit.title)) for hit in hits}
        places = {pk: min(self._by_title(title, way) for way in self.ways) for pk, title in titles.items()}
        undecided = [hit for hit in hits if places[hit.pk] == ELSEWHERE]
        named = {hit.pk: _IN_TITLE_COUNTS * self._number_in(titles[hit.pk]) for hit in undecided}
        for pk, text in _summaries(undecided):
            summary = read_words(normalise(text))
            places[pk] = self._by_summary(summary)
            named[pk] += _IN_SUMMARY_COUNTS * self._number_in(summary)
        return sorted(hits, key=lambda hit: (places[hit.pk], -named.get(hit.pk, 0)))

    def _number_in(self, words: Sequence[Word]) -> int:
        folded = [word.folded for word in words]
        return sum(length_of(part) for part in self.parts if matches(part, folded))

    def _by_title(self, words: Sequence[Word], phrases: Sequence[Sequence[Word]]) -> int:
        folded = [word.folded for word in words]
        asked = [[word.folded for word in phrase] for phrase in phrases]
        if self._stand_in(folded, asked):
            is_all = asked == [folded]
            if self._exactly(words, phrases):
                return EXACT_TITLE if is_all else EXACT_IN_TITLE
            return FOLDED_TITLE if is_all else PHRASE_IN_TITLE
        return IN_TITLE if matches(self.tree, folded) else ELSEWHERE

    def _by_summary(self, words: Sequence[Word]) -> int:
        if not matches(self.tree, [word.folded for word in words]):
            return ELSEWHERE
        return EXACT_IN_SUMMARY if any(self._exactly(words, phrases) for phrases in self.ways) else IN_SUMMARY

    def _exactly(self, words: Sequence[Word], phrases: Sequence[Sequence[Word]]) -> bool:
        """Wherever the tone is placed; the beginning of a word has no end to move its tone to."""

        def spell(word: Word) -> str:
            return word.spelled if self.prefix else exact(word.spelled)

        return self._stand_in(map(spell, words), [list(map(spell, phrase)) for phrase in phrases])

    def _stand_in(self, words: Iterable[str], phrases: Sequence[Sequence[str]]) -> bool:
        row = list(words)
        return bool(phrases) and all(place_of(phrase, row, prefix=self.prefix) is not None for phrase in phrases)


def _summaries(hits: Iterable[Hit]) -> Iterable[tuple[int, str]]:
    """The summaries of the hits whose type has one, in one query."""
    by_type: dict[int, list[int]] = defaultdict(list)
    for hit in hits:
        if hit.content_type_id:
            by_type[hit.content_type_id].append(hit.pk)
    told = []
    for content_type_id, pks in by_type.items():
        model: type[Model] | None = ContentType.objects.get_for_id(content_type_id).model_class()
        if model and any(field.field_name == "summary" for field in model.get_searchable_search_fields()):
            told.append(model._default_manager.filter(pk__in=pks).order_by().values_list("pk", "summary"))
    return told[0].union(*told[1:], all=True) if told else []
