"""The piece of a page that shows why it was found: plain text in parts, some of them matches."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from modelsearch.query import PlainText
from wagtail.models import Page

from home.search.indexing import texts_of
from home.search.question import read_question, terms
from home.search.words import Word, read_words
from home.text import normalise

_WORDS = 32
_WORDS_BEFORE = 6
_LONGEST_TEXT = 20_000
_MOST_MATCHES = 100

Part = tuple[str, bool]


@dataclass(frozen=True)
class Match:
    """Where a term stands among the words of a text."""

    start: int
    end: int
    term: tuple[str, ...]


class Snippets:
    """Makes the snippets of one question's results."""

    def __init__(self, query: str):
        self.terms = {term.words for term in terms(read_question(PlainText(query)))}

    def of_page(self, page: Page) -> list[Part]:
        """From the summary if it matches, else from the text that matches, else the summary as it is.

        A page without a summary begins with its text. `page` is the specific page, as it is live.
        """
        summary = normalise(getattr(page, "summary", "") or "")
        return (
            self._of_text(summary, must_match=True)
            or self._of_text(normalise(" ".join(_body_texts(page))[:_LONGEST_TEXT]), must_match=bool(summary))
            or self._of_text(summary)
        )

    def _of_text(self, text: str, *, must_match: bool = False) -> list[Part]:
        """At most some thirty words, around the place where most of what was asked stands together."""
        words = read_words(text)
        matches = self._matches(words)
        if must_match and not matches:
            return []
        first, last = _window(matches, len(words))
        start = words[first].start if first else 0
        end = words[last - 1].end if last < len(words) else len(text)
        parts: list[Part] = [("… ", False)] if first else []
        for match in matches:
            match_start, match_end = words[match.start].start, words[match.end - 1].end
            if match.end <= last and match_start >= start:
                parts += [(text[start:match_start], False), (text[match_start:match_end], True)]
                start = match_end
        parts.append((text[start:end] + (" …" if last < len(words) else ""), False))
        return [part for part in parts if part[0]]

    def _matches(self, words: Sequence[Word]) -> list[Match]:
        """In the order of the text; where two overlap, the one that begins first, and the longer one."""
        ends = defaultdict(list)
        for place, word in enumerate(words, start=1):
            ends[word.folded].append(place)
        found = [
            Match(end - len(term), end, term)
            for term in self.terms
            for end in ends[term[-1]]
            if end >= len(term) and all(words[end - len(term) + i].folded == said for i, said in enumerate(term))
        ]
        apart: list[Match] = []
        for match in sorted(found, key=lambda match: (match.start, -match.end)):
            if not apart or match.start >= apart[-1].end:
                apart.append(match)
        return apart


def _window(matches: Sequence[Match], length: int) -> tuple[int, int]:
    """The words to show: where most different terms stand, the earliest such place."""
    best, most = 0, 0
    for match in matches[:_MOST_MATCHES]:
        near = {
            other.term
            for other in matches[:_MOST_MATCHES]
            if match.start <= other.start < match.start + _WORDS - _WORDS_BEFORE
        }
        if len(near) > most:
            best, most = match.start, len(near)
    first = max(min(best - _WORDS_BEFORE, length - _WORDS), 0)
    return first, min(first + _WORDS, length)


def _body_texts(page: Page) -> list[str]:
    fields = page.get_searchable_search_fields()
    return [
        text
        for field in fields
        if field.field_name not in ("title", "summary")
        for text in texts_of(field.get_value(page))
    ]
