"""What was asked, as a tree of folded terms that both databases, the ranking and the snippets understand.

Inner nodes are modelsearch's own `And`, `Or`, `Not` and `MatchAll`; leaves are `Term`s. `But` (this and not that)
appears in the normal form only: neither full-text engine can look for mere absence.
"""

from collections.abc import Sequence
from itertools import combinations

from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from home.search.fillers import QUESTION, Fillers
from home.search.synonyms import Synonyms, synonyms
from home.search.words import Word, folded_words, place_of, read_words
from home.text import normalise, untelex

MATCH_NONE = Not(MATCH_ALL)
_MOST_CHARACTERS = 1000
_MOST_WORDS = 50
_MOST_PARTS = 8  # of which one or two may be missing; of a longer question, every way to leave out two is too many


class Most(PlainText):
    """Nearly all of the words: one may be missing from three or four, two from more. Of two, either is enough."""

    def __init__(self, query_string: str):
        super().__init__(query_string, operator="or")


class Term(SearchQuery):
    """Folded words that stand together; with `prefix`, the last may be the beginning of a word."""

    def __init__(self, words: Sequence[str], prefix: bool = False):
        self.words = tuple(words)
        self.prefix = prefix

    def __repr__(self) -> str:
        return f"<Term {' '.join(self.words)!r}{'*' if self.prefix else ''}>"


class But(SearchQuery):
    """What matches `kept` and does not match `dropped`."""

    def __init__(self, kept: SearchQuery, dropped: SearchQuery):
        self.kept = kept
        self.dropped = dropped

    def __repr__(self) -> str:
        return f"<But {self.kept!r} {self.dropped!r}>"


def all_of(parts: Sequence[SearchQuery]) -> SearchQuery:
    if any(is_nothing(part) for part in parts):
        return MATCH_NONE
    rest = [part for part in parts if not isinstance(part, MatchAll)]
    if not rest:
        return MATCH_ALL
    return rest[0] if len(rest) == 1 else And(rest)


def any_of(parts: Sequence[SearchQuery]) -> SearchQuery:
    if any(isinstance(part, MatchAll) for part in parts):
        return MATCH_ALL
    rest = [part for part in parts if not is_nothing(part)]
    if not rest:
        return MATCH_NONE
    return rest[0] if len(rest) == 1 else Or(rest)


def nearly_all_of(parts: Sequence[SearchQuery]) -> SearchQuery | None:
    """What `Most` says."""
    if not parts:
        return None
    missing = 1 if len(parts) < 5 or len(parts) > _MOST_PARTS else 2
    return any_of([all_of(kept) for kept in combinations(parts, max(len(parts) - missing, 1))])


def none_of(part: SearchQuery) -> SearchQuery:
    return part.subquery if isinstance(part, Not) else Not(part)


def is_nothing(tree: SearchQuery) -> bool:
    return isinstance(tree, Not) and isinstance(tree.subquery, MatchAll)


# --- Reading -----------------------------------------------------------------------------------------------------


def read_question(
    query: SearchQuery,
    *,
    last_is_prefix: bool = False,
    known: Synonyms | None = None,
    fillers: Fillers = QUESTION,
) -> SearchQuery:
    """The tree; `known` synonyms are the staff's unless others are given.

    A question without a single word (only punctuation) asks for nothing and finds nothing.
    """
    tree = _Reader(last_is_prefix, known, fillers).read(query)
    return MATCH_NONE if tree is None else tree


def read_with_parts(query: SearchQuery, *, last_is_prefix: bool = False) -> tuple[SearchQuery, list[SearchQuery]]:
    """The tree, and what a result should contain, each thing by itself however the question joins them: to rank by."""
    reader = _Reader(last_is_prefix, None, QUESTION)
    tree = reader.read(query)
    if tree is None:
        return MATCH_NONE, []
    is_words = isinstance(query, PlainText)
    return tree, reader.parts_of(query.query_string, last_is_prefix=last_is_prefix) if is_words else [tree]


class _Reader:
    def __init__(self, last_is_prefix: bool, known: Synonyms | None, fillers: Fillers):
        self.last_is_prefix = last_is_prefix
        self._known = known
        self._fillers = fillers

    @property
    def known(self) -> Synonyms:
        if self._known is None:
            self._known = synonyms()
        return self._known

    def read(self, query: SearchQuery) -> SearchQuery | None:
        """None is what says nothing; inside a longer question it is passed over."""
        if isinstance(query, MatchAll):
            return MATCH_ALL
        if isinstance(query, Most):
            return nearly_all_of(self.parts_of(query.query_string, last_is_prefix=False))
        if isinstance(query, PlainText):
            return self._read_words(query.query_string, query.operator, self.last_is_prefix)
        if isinstance(query, Fuzzy):
            return self._read_words(query.query_string, query.operator, False)
        if isinstance(query, Phrase):
            words = folded_words(query.query_string[:_MOST_CHARACTERS])[:_MOST_WORDS]
            return Term(words) if words else None
        if isinstance(query, Boost):  # as in Wagtail's database backends, there is nothing to weigh it with
            return self.read(query.subquery)
        if isinstance(query, Not):
            part = self.read(query.subquery)
            return None if part is None else none_of(part)
        if isinstance(query, And | Or):
            parts = [part for sub in query.subqueries if (part := self.read(sub)) is not None]
            join = all_of if isinstance(query, And) else any_of
            return join(parts) if parts else None
        raise NotImplementedError(f"`{query.__class__.__name__}` is not supported by the search backend.")

    def _read_words(self, text: str, operator: str, last_is_prefix: bool) -> SearchQuery | None:
        parts = self.parts_of(text, last_is_prefix=last_is_prefix)
        return (all_of(parts) if operator == "and" else any_of(parts)) if parts else None

    def parts_of(self, text: str, *, last_is_prefix: bool) -> list[SearchQuery]:
        """Each word, or where some of them name a known thing, that thing; without the words of asking."""
        said = read_words(normalise(text[:_MOST_CHARACTERS]))[:_MOST_WORDS]
        if not last_is_prefix:
            said = self._fillers.left_out(said)
        parts: list[SearchQuery] = []
        place = 0
        while place < len(said):
            meaning = self.known.meaning_at(said, place)
            length = meaning.length if meaning else 1
            typed = [
                _as_typed(said[at], prefix=last_is_prefix and at == len(said) - 1)
                for at in range(place, place + length)
            ]
            parts += [any_of([all_of(typed), *map(Term, meaning.others)])] if meaning else typed
            place += length
        return parts


def _as_typed(word: Word, *, prefix: bool) -> SearchQuery:
    """The word, and what was meant if Telex or VNI keys were left in it ("chowj")."""
    term = Term([word.folded], prefix)
    meant = untelex(word.spelled)
    guess = folded_words(meant) if meant else []
    return term if guess in ([], [word.folded]) else any_of([term, Term(guess)])


def spoken(query: SearchQuery) -> list[str]:
    """The texts that were asked for, with their marks and whole, to rank by; not those that were excluded."""
    if isinstance(query, PlainText | Phrase | Fuzzy):
        return [query.query_string[:_MOST_CHARACTERS]]
    if isinstance(query, Boost):
        return spoken(query.subquery)
    if isinstance(query, And | Or):
        return [text for part in query.subqueries for text in spoken(part)]
    return []


# --- Using -------------------------------------------------------------------------------------------------------


def normal_form(tree: SearchQuery) -> tuple[SearchQuery, bool]:
    """A tree without `Not` that can be looked up, and whether what it finds is to be left out."""
    if isinstance(tree, Not):
        inner, left_out = normal_form(tree.subquery)
        return inner, not left_out
    if isinstance(tree, Or):  # by De Morgan's law
        inner, left_out = normal_form(And([none_of(part) for part in tree.subqueries]))
        return inner, not left_out
    if isinstance(tree, And):
        forms = [normal_form(part) for part in tree.subqueries]
        kept = [form for form, left_out in forms if not left_out]
        dropped = [form for form, left_out in forms if left_out]
        if not kept:
            return any_of(dropped), True
        return (But(all_of(kept), any_of(dropped)) if dropped else all_of(kept)), False
    return tree, False


def without_exclusions(tree: SearchQuery) -> SearchQuery:
    """A wider question: everything the tree may match, whatever it excludes."""
    if isinstance(tree, And):
        return all_of([without_exclusions(part) for part in tree.subqueries])
    if isinstance(tree, Or):
        return any_of([without_exclusions(part) for part in tree.subqueries])
    return MATCH_ALL if isinstance(tree, Not) else tree


def matches(tree: SearchQuery, words: Sequence[str]) -> bool:
    """Whether folded words answer the question, as the databases would say."""
    if isinstance(tree, Term):
        return place_of(tree.words, words, prefix=tree.prefix) is not None
    if isinstance(tree, And):
        return all(matches(part, words) for part in tree.subqueries)
    if isinstance(tree, Or):
        return any(matches(part, words) for part in tree.subqueries)
    if isinstance(tree, But):
        return matches(tree.kept, words) and not matches(tree.dropped, words)
    if isinstance(tree, Not):
        return not matches(tree.subquery, words)
    return isinstance(tree, MatchAll)


def terms(tree: SearchQuery) -> list[Term]:
    """The terms that a result may contain; what was excluded is not among them."""
    if isinstance(tree, Term):
        return [tree]
    if isinstance(tree, And | Or):
        return [term for part in tree.subqueries for term in terms(part)]
    return terms(tree.kept) if isinstance(tree, But) else []


def length_of(part: SearchQuery) -> int:
    """How many words of the question a part of it stands for; what was typed comes before its synonyms."""
    if isinstance(part, Term):
        return len(part.words)
    if isinstance(part, And):
        return sum(map(length_of, part.subqueries))
    return length_of(part.subqueries[0]) if isinstance(part, Or) else 1
