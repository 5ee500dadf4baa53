"""Slices, counts and facets of what was found, as Wagtail's results give them."""

from collections.abc import Iterator

from django.db.models import Count
from modelsearch.backends.base import BaseSearchResults, FilterFieldError

from home.search.lookup import Hit
from home.search.ranking import WINDOW, Ranking

_CHUNK = 500


class Results(BaseSearchResults):
    supports_facet = True

    def _do_search(self) -> list:
        lookup = self.query_compiler
        if lookup.order_by_relevance and lookup.has_relevance:
            return list(self._fetch(self._ranked()))
        rows = list(lookup.found()[self.start : self.stop])
        if self._score_field:
            scores = {hit.pk: hit.score for hit in lookup.hits(0, None)} if lookup.has_relevance else {}
            for row in rows:
                setattr(row, self._score_field, scores.get(row.pk))
        return rows

    def _do_count(self) -> int:
        return self.query_compiler.found().order_by()[self.start : self.stop].count()

    def _ranked(self) -> list[Hit]:
        """The hits of this slice. The window is always ranked whole, so that pages neither repeat nor lose a result."""
        lookup = self.query_compiler
        if self.start >= WINDOW:
            return lookup.hits(self.start, self.stop)
        hits = lookup.hits(0, None if self.stop is None else max(self.stop, WINDOW))
        ranking = Ranking(lookup.spoken, lookup.tree, lookup.parts, prefix=lookup.last_is_prefix)
        return [*ranking.order(hits[:WINDOW]), *hits[WINDOW:]][self.start : self.stop]

    def _fetch(self, hits: list[Hit]) -> Iterator:
        """The queryset's own rows (objects, specific objects, values) in the order of the hits, a chunk a query."""
        for begin in range(0, len(hits), _CHUNK):
            chunk = {hit.pk: hit for hit in hits[begin : begin + _CHUNK]}
            rows = self.query_compiler.queryset.filter(pk__in=list(chunk)).order_by("pk")
            by_key = {getattr(row, "pk", key): row for key, row in zip(sorted(chunk), rows, strict=False)}
            for key, hit in chunk.items():
                if key in by_key:
                    if self._score_field:
                        setattr(by_key[key], self._score_field, hit.score)
                    yield by_key[key]

    def facet(self, field_name: str) -> dict:
        lookup = self.query_compiler
        if lookup._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to {lookup.queryset.model.__name__}.search_fields.",
                field_name=field_name,
            )
        counts = lookup.found().values(field_name).annotate(count=Count("pk")).order_by("-count", field_name)
        return {row[field_name]: row["count"] for row in counts}
