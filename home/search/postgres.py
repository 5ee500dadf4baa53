"""PostgreSQL: folded words under the configuration 'simple', which changes nothing about them.

A word may stand in the title or in the body, so each is asked for in both columns; Wagtail joins the two columns
first, which no index helps with.
"""

from collections.abc import Sequence

from django.db import connection
from modelsearch.backends.base import BaseSearchResults
from modelsearch.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchAtomicRebuilder,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchRebuilder,
)
from modelsearch.backends.database.postgres.weights import get_sql_weights
from modelsearch.conf import get_app_config
from modelsearch.query import And, Fuzzy, SearchQuery

from home.search.indexing import FoldedIndexMixin
from home.search.lookup import Look, Lookup
from home.search.question import But, Term, terms
from home.search.results import Results
from home.search.statistics import StatisticsMixin
from home.search.words import folded_words

_ENTRY = get_app_config().get_model("IndexEntry", require_ready=False)._meta.db_table
_QUERY = "to_tsquery('simple', %s)"
_TITLE_WEIGHT = 6.0
_DIVIDE_BY_LOG_OF_LENGTH = 1


def tsquery(term: Term) -> str:
    """The term in PostgreSQL's language. Folded words are letters and figures, so quotation marks are safe."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "")


def condition(tree: SearchQuery, columns: Sequence[str]) -> tuple[str, list[str]]:
    if isinstance(tree, Term):
        places = " OR ".join(f"{_ENTRY}.{column} @@ {_QUERY}" for column in columns)
        return f"({places})", [tsquery(tree)] * len(columns)
    if isinstance(tree, But):
        kept, kept_params = condition(tree.kept, columns)
        dropped, dropped_params = condition(tree.dropped, columns)
        return f"({kept} AND NOT {dropped})", [*kept_params, *dropped_params]
    parts = [condition(part, columns) for part in tree.subqueries]
    operator = " AND " if isinstance(tree, And) else " OR "
    return f"({operator.join(sql for sql, _ in parts)})", [param for _, params in parts for param in params]


class PostgresLookup(Lookup):
    def look(self, tree: SearchQuery, columns: Sequence[str], content_types: list[int], key_type: str) -> Look:
        where, params = condition(tree, columns)
        any_term = " | ".join(f"({tsquery(term)})" for term in terms(tree))
        ranks = [
            f"{_TITLE_WEIGHT if column == 'title' else 1.0} * "
            f"ts_rank('{get_sql_weights()}', {_ENTRY}.{column}, {_QUERY}, {_DIVIDE_BY_LOG_OF_LENGTH})"
            for column in columns
        ]
        return Look(
            source=_ENTRY,
            object_id=f"CAST({_ENTRY}.object_id AS {key_type})",
            content_type=f"{_ENTRY}.content_type_id",
            where=f"{where} AND {_ENTRY}.content_type_id = ANY(%s)",
            params=[*params, content_types],
            score=" + ".join(ranks),
            score_params=[any_term] * len(columns),
        )


class PostgresAutocompleteLookup(PostgresLookup):
    last_is_prefix = True
    columns = ("autocomplete",)


class FoldedPostgresIndex(FoldedIndexMixin, PostgresIndex):
    pass


class FoldedRebuilder(StatisticsMixin, PostgresSearchRebuilder):
    pass


class FoldedAtomicRebuilder(StatisticsMixin, PostgresSearchAtomicRebuilder):
    pass


class PostgresBackend(PostgresSearchBackend):
    query_compiler_class = PostgresLookup
    autocomplete_query_compiler_class = PostgresAutocompleteLookup
    index_class = FoldedPostgresIndex
    results_class = Results
    rebuilder_class = FoldedRebuilder
    atomic_rebuilder_class = FoldedAtomicRebuilder

    def __init__(self, params: dict):
        self.params = {**params, "SEARCH_CONFIG": "simple"}
        super().__init__(self.params)

    def _search(self, query_compiler_class: type, query, model_or_queryset, **kwargs) -> BaseSearchResults:
        """`Fuzzy` stays Wagtail's where the trigram extension is there, on folded text; else it asks for its words."""
        if isinstance(query, Fuzzy) and _has_trigrams():
            folded = Fuzzy(" ".join(folded_words(query.query_string)), operator=query.operator)
            return PostgresSearchBackend(self.params)._search(
                PostgresSearchQueryCompiler, folded, model_or_queryset, **kwargs
            )
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)


def _has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        return cursor.fetchone()[0]
