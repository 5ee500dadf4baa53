"""The same reading of a question for rows that stand in no full-text index: shops, alternatives, plastic things.

Such a row keeps its words folded in one column, a space before each (`row_text`), the most telling ones first.
"""

from collections.abc import Callable

from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least, NullIf, StrIndex
from modelsearch.query import And, Or, PlainText, SearchQuery

from home.search.fillers import QUESTION, Fillers
from home.search.question import Term, read_question
from home.search.words import folded_words, read_words
from home.text import normalise

_NOWHERE = 1_000_000  # further back than any row is long


def row_text(*texts: str) -> str:
    """What such a column holds."""
    return "".join(f" {word}" for text in texts for word in folded_words(text))


def read_for_rows(query: str, fillers: Fillers = QUESTION) -> SearchQuery:
    return read_question(PlainText(query), fillers=fillers)


def essence(query: str, fillers: Fillers) -> str:
    """The question without the words of asking, spelled as it was typed."""
    return " ".join(word.spelled for word in fillers.left_out(read_words(normalise(query))))


def holding(column: str) -> Callable[[str], Q]:
    """A word is found by its beginning, several words where they stand together."""
    return lambda words: Q(**{f"{column}__contains": f" {words}"})


def row_filter(tree: SearchQuery, condition: Callable[[str], Q]) -> Q:
    """The question as a condition, from what the condition is for one term. What says nothing finds nothing."""
    if isinstance(tree, Term):
        return condition(" ".join(tree.words))
    if isinstance(tree, And | Or):
        parts = [row_filter(part, condition) for part in tree.subqueries]
        joined = parts[0]
        for part in parts[1:]:
            joined = joined & part if isinstance(tree, And) else joined | part
        return joined
    return Q(pk__in=[])


def row_matches(tree: SearchQuery, text: str) -> bool:
    """The same for one row that was read already, from its column's text."""
    if isinstance(tree, Term):
        return f" {' '.join(tree.words)}" in text
    if isinstance(tree, And | Or):
        return (all if isinstance(tree, And) else any)(row_matches(part, text) for part in tree.subqueries)
    return False


def how_far_back(tree: SearchQuery, column: str) -> Combinable:
    """Where the last of what was asked stands in the column: the less, the nearer to the name."""
    if isinstance(tree, Term):
        place = StrIndex(F(column), Value(f" {' '.join(tree.words)}"))
        return Coalesce(NullIf(place, Value(0)), Value(_NOWHERE))
    if isinstance(tree, And | Or):
        return (Greatest if isinstance(tree, And) else Least)(*(how_far_back(part, column) for part in tree.subqueries))
    return Value(_NOWHERE)
