"""SQLite: one FTS5 query finds and scores.

Wagtail's own backend asks the full-text table again for each hit (ten thousand hits: half a minute); here it is read
once, and CROSS JOIN keeps the planner from turning the join round.
"""

from collections.abc import Sequence

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteIndex,
    SQLiteSearchAtomicRebuilder,
    SQLiteSearchBackend,
    SQLiteSearchRebuilder,
)
from modelsearch.conf import get_app_config
from modelsearch.query import And, SearchQuery

from home.search.indexing import FoldedIndexMixin
from home.search.lookup import Look, Lookup
from home.search.question import But, Term
from home.search.results import Results
from home.search.statistics import StatisticsMixin

_ENTRY = get_app_config().get_model("IndexEntry", require_ready=False)._meta.db_table
_FTS = get_app_config().get_model("SQLiteFTSIndexEntry", require_ready=False)._meta.db_table
_TITLE_WEIGHT = 6.0


def fts5(tree: SearchQuery) -> str:
    """The question in FTS5's language. Folded words are letters and figures, so quotation marks are safe."""
    if isinstance(tree, Term):
        return f'"{" ".join(tree.words)}"{" *" if tree.prefix else ""}'
    if isinstance(tree, But):
        return f"({fts5(tree.kept)} NOT {fts5(tree.dropped)})"
    operator = " AND " if isinstance(tree, And) else " OR "
    return f"({operator.join(fts5(part) for part in tree.subqueries)})"


class SQLiteLookup(Lookup):
    def look(self, tree: SearchQuery, columns: Sequence[str], content_types: list[int], key_type: str) -> Look:
        types = ", ".join(["%s"] * len(content_types))
        return Look(
            source=f"{_FTS} CROSS JOIN {_ENTRY}",
            object_id=f"CAST({_ENTRY}.object_id AS {key_type})",
            content_type=f"{_ENTRY}.content_type_id",
            # The plus signs keep other indexes out: entries are reached by the rowid that the full-text table gave.
            where=f"{_FTS} MATCH %s AND {_ENTRY}.id = {_FTS}.rowid AND +{_ENTRY}.content_type_id IN ({types})",
            params=[f"{{{' '.join(columns)}}} : ({fts5(tree)})", *content_types],
            score=f"-bm25({_FTS}, 1.0, 1.0, {_TITLE_WEIGHT})",  # the table's columns: autocomplete, body, title
        )


class SQLiteAutocompleteLookup(SQLiteLookup):
    last_is_prefix = True
    columns = ("autocomplete",)


class FoldedSQLiteIndex(FoldedIndexMixin, SQLiteIndex):
    pass


class FoldedRebuilder(StatisticsMixin, SQLiteSearchRebuilder):
    pass


class FoldedAtomicRebuilder(StatisticsMixin, SQLiteSearchAtomicRebuilder):
    pass


class SQLiteBackend(SQLiteSearchBackend):
    query_compiler_class = SQLiteLookup
    autocomplete_query_compiler_class = SQLiteAutocompleteLookup
    index_class = FoldedSQLiteIndex
    results_class = Results
    rebuilder_class = FoldedRebuilder
    atomic_rebuilder_class = FoldedAtomicRebuilder
