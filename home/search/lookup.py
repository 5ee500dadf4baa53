"""A question together with a queryset: what matches it, and in which order of relevance.

The index is read once, by the full-text engine, and everything else is joined to its hits. The plan therefore does
not hang on the planner's knowledge of the tables (`statistics`), and time grows with the hits and no faster.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connections
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Extract
from django.db.models.sql.where import NothingNode, WhereNode
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.query import MatchAll, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from home.search.indexing import folded_text
from home.search.question import matches, normal_form, read_with_parts, spoken, without_exclusions

_CHUNK = 500


@dataclass(frozen=True)
class Look:
    """One look into the index in a database's own words; `where` and `score` speak of the tables in `source`."""

    source: str
    object_id: str
    content_type: str
    where: str
    params: list = field(default_factory=list)
    score: str = "0"
    score_params: list = field(default_factory=list)


@dataclass(frozen=True)
class Hit:
    """One object found; `title` only where the model has one, to be ranked by."""

    pk: int
    content_type_id: int
    score: float
    title: str = ""


class Lookup(BaseSearchQueryCompiler):
    """Wagtail's query compiler, common to both databases. Each says in `look` how its index is read."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    last_is_prefix = False
    columns: Sequence[str] = ("title", "body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.spoken = spoken(self.query)
        self.tree, self.parts = read_with_parts(self.query, last_is_prefix=self.last_is_prefix)
        self.looked_for, self.left_out = normal_form(self.tree)
        self._verified: list[Hit] | None = None

    def look(self, tree: SearchQuery, columns: Sequence[str], content_types: list[int], key_type: str) -> Look:
        """`key_type` is what the index's textual object ids are to be read as."""
        raise NotImplementedError

    def _get_filters_from_where_node(self, where_node, check_only: bool = False) -> None:
        """Wagtail's check that filters name `FilterField`s. Other conditions (`Exists`) name none; all are applied."""
        compared = getattr(where_node, "lhs", None)
        names_a_field = hasattr(compared, "target") or isinstance(compared, Extract)
        if names_a_field or isinstance(where_node, WhereNode | NothingNode):
            super()._get_filters_from_where_node(where_node, check_only=check_only)

    @property
    def is_everything(self) -> bool:
        return isinstance(self.looked_for, MatchAll)

    @property
    def has_relevance(self) -> bool:
        """Only what contains something can contain it more or less."""
        return not self.is_everything and not self.left_out

    def found(self) -> QuerySet:
        """All that matches, in the queryset's own order; the newest first if it has none."""
        queryset = self.queryset
        if self.is_everything:
            queryset = queryset.none() if self.left_out else queryset
        elif self._only_some_fields:
            queryset = queryset.filter(pk__in=[hit.pk for hit in self._verified_hits()])
        else:
            look = self._look(self.looked_for)
            sql = f"SELECT {look.object_id} FROM {look.source} WHERE {look.where}"  # noqa: S608  no value in the text
            hits = RawSQL(sql, look.params)  # noqa: S611
            queryset = queryset.exclude(pk__in=hits) if self.left_out else queryset.filter(pk__in=hits)
        return queryset if queryset.query.order_by else queryset.order_by("-pk")

    def hits(self, start: int, stop: int | None) -> list[Hit]:
        """The hits from `start` to `stop` in order of relevance, read in one query."""
        if self._only_some_fields:
            return self._verified_hits()[start:stop]
        return self._read_hits(self.looked_for, start, stop)

    def _read_hits(self, tree: SearchQuery, start: int, stop: int | None) -> list[Hit]:
        connection = connections[self.queryset.db]
        shown = {"hit_title": F("title")} if _has_field(self.queryset.model, "title") else {}
        queryset = self.queryset.order_by().values(hit_pk=F("pk"), **shown)
        try:
            inner, params = queryset.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return []
        look = self._look(tree)
        also = "".join(f", found.{name}" for name in shown)
        # CROSS JOIN is SQLite's way to say "in this order": hits first, then their objects by key.
        sql = (
            f"SELECT found.hit_pk, {look.content_type}, {look.score} AS score{also} "  # noqa: S608
            f"FROM {look.source} CROSS JOIN ({inner}) AS found "
            f"WHERE {look.where} AND found.hit_pk = {look.object_id} ORDER BY score DESC, found.hit_pk DESC"
        )
        if stop is not None:
            sql += f" LIMIT {max(stop - start, 0)} OFFSET {start}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*look.score_params, *params, *look.params])
            hits = [Hit(*row) for row in cursor.fetchall()]
        return hits[start:] if stop is None else hits

    def _look(self, tree: SearchQuery) -> Look:
        columns = self.columns
        if self.fields:
            columns = ("title", "body") if self._only_some_fields else ("title",)
        model = self.queryset.model
        key_type = model._meta.pk.rel_db_type(connections[self.queryset.db])
        return self.look(tree, columns, get_descendants_content_types_pks(model), key_type)

    # The index knows titles and all the rest. Where other fields are named, its hits are read and looked at again.

    @property
    def _only_some_fields(self) -> bool:
        return bool(self.fields) and list(self.fields) != ["title"]

    def _verified_hits(self) -> list[Hit]:
        if self._verified is None:
            wider, _ = normal_form(without_exclusions(self.tree))
            hits = self._all_as_hits() if isinstance(wider, MatchAll) else self._read_hits(wider, 0, None)
            right = {
                pk
                for begin in range(0, len(hits), _CHUNK)
                for pk in self._that_match([hit.pk for hit in hits[begin : begin + _CHUNK]])
            }
            self._verified = [hit for hit in hits if hit.pk in right]
        return self._verified

    def _that_match(self, pks: list[int]) -> Iterator[int]:
        model = self.queryset.model
        fields = [field for field in model.get_searchable_search_fields() if field.field_name in self.fields]
        for instance in model._default_manager.filter(pk__in=pks):
            if matches(self.tree, " ".join(folded_text(field, instance) for field in fields).split()):
                yield instance.pk

    def _all_as_hits(self) -> list[Hit]:
        return [Hit(pk, 0, 0.0) for pk in self.queryset.order_by("-pk").values_list("pk", flat=True)]


def _has_field(model: type, name: str) -> bool:
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False
