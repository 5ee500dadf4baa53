"""Folding loses "má", "mà" and "ma"; the first hits are put in order again by how they are spelled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelsearch.query import SearchQuery

from home.search.lookup import Hit
from home.search.question import matches
from home.search.words import Word, exact, place_of, read_words
from home.text import normalise

WINDOW = 50

(
    EXACT_TITLE, EXACT_IN_TITLE, FOLDED_TITLE, PHRASE_IN_TITLE, IN_TITLE, EXACT_IN_SUMMARY, IN_SUMMARY, ELSEWHERE,
) = range(8)  # fmt: skip


class Ranking:
    """Exactly as asked in the title, first where it is all of it; then the title whatever the marks, then the summary, then the rest.

    Within each, the order of the full-text score stays.
    """

    def __init__(self, spoken: Iterable[str], tree: SearchQuery, *, prefix: bool):
        self.phrases = [words for text in spoken if (words := read_words(normalise(text)))]
        self.tree = tree
        self.prefix = prefix

    def order(self, hits: Sequence[Hit]) -> list[Hit]:
        places = {hit.pk: self._by_title(read_words(normalise(hit.title))) for hit in hits}
        undecided = [hit for hit in hits if places[hit.pk] == ELSEWHERE]
        for pk, summary in _summaries(undecided):
            places[pk] = self._by_summary(read_words(normalise(summary)))
        return sorted(hits, key=lambda hit: places[hit.pk])

    def _by_title(self, words: Sequence[Word]) -> int:
        folded = [word.folded for word in words]
        asked = [[word.folded for word in phrase] for phrase in self.phrases]
        if self._stand_in(folded, asked):
            is_all = asked == [folded]
            if self._exactly(words):
                return EXACT_TITLE if is_all else EXACT_IN_TITLE
            return FOLDED_TITLE if is_all else PHRASE_IN_TITLE
        return IN_TITLE if matches(self.tree, folded) else ELSEWHERE

    def _by_summary(self, words: Sequence[Word]) -> int:
        if not matches(self.tree, [word.folded for word in words]):
            return ELSEWHERE
        return EXACT_IN_SUMMARY if self._exactly(words) else IN_SUMMARY

    def _exactly(self, words: Sequence[Word]) -> bool:
        """Wherever the tone is placed; the beginning of a word has no end to move its tone to."""

        def spell(word: Word) -> str:
            return word.spelled if self.prefix else exact(word.spelled)

        return self._stand_in(map(spell, words), [list(map(spell, phrase)) for phrase in self.phrases])

    def _stand_in(self, words: Iterable[str], phrases: Sequence[Sequence[str]]) -> bool:
        row = list(words)
        return bool(phrases) and all(place_of(phrase, row, prefix=self.prefix) is not None for phrase in phrases)


def _summaries(hits: Iterable[Hit]) -> Iterable[tuple[int, str]]:
    """The summaries of the hits whose type has one: one query a type."""
    by_type: dict[int, list[int]] = defaultdict(list)
    for hit in hits:
        if hit.content_type_id:
            by_type[hit.content_type_id].append(hit.pk)
    for content_type_id, pks in by_type.items():
        model: type[Model] | None = ContentType.objects.get_for_id(content_type_id).model_class()
        if model and any(field.field_name == "summary" for field in model.get_searchable_search_fields()):
            yield from model._default_manager.filter(pk__in=pks).values_list("pk", "summary")
