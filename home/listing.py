"""Lists that a reader narrows by plain links: every state has one readable address, and every choice its count."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode

PAGE_PARAM = "trang"


@dataclass(frozen=True)
class Option:
    """One choice of a facet, as the template shows it."""

    label: str
    count: int
    url: str
    current: bool
    value: str = ""  # as the address spells it; empty for "all"


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list.

    `column` is a field, path or annotation of the rows; `name_of` gives the words for one of its values, and may
    answer None for a value that no reader should see. `order` sorts the values; without it the fullest come first.
    `covers` says that each row has exactly one value, so that the counts of all values add up to all rows.
    """

    param: str
    label: str | Promise
    column: str
    name_of: Callable[[object], str | Promise | None]
    slug_of: Callable[[object], str] = str
    order: Callable[[object], object] | None = None
    covers: bool = False


@dataclass(frozen=True)
class Group:
    """A facet with its options."""

    label: str
    options: list[Option]
    param: str = ""


class Listing:
    """Rows, narrowed by what the address says. Values that name no option are as if absent."""

    def __init__(
        self,
        rows: QuerySet,
        facets: list[Facet],
        params: QueryDict,
        *,
        page_size: int = 20,
        keep: dict[str, str] | None = None,
    ) -> None:
        """`keep` are further parameters that every address carries, such as the words of a search."""
        self.rows = rows
        self.facets = facets
        self.page_size = page_size
        self.keep = keep or {}
        self._all: int | None = None  # how many rows there are, once a facet that covers them is counted
        self._values = {facet.param: self._values_of(facet, rows) for facet in facets}
        self.chosen = {facet.param: value for facet in facets if (value := self._read(facet, params)) is not None}
        self._number = params.get(PAGE_PARAM)

    @property
    def found(self) -> QuerySet:
        return self._narrowed(self.chosen)

    @cached_property
    def total(self) -> int:
        if self._all is not None and not self.chosen:
            return self._all
        return self.found.order_by().count()

    @cached_property
    def page(self) -> ListPage:
        paginator = Paginator(self.found, self.page_size)
        paginator.count = self.total
        return paginator.get_page(self._number)

    @cached_property
    def groups(self) -> list[Group]:
        """Facets that offer a choice. What would give nothing together with the other choices says 0."""
        return [self._group(facet) for facet in self.facets if len(self._values[facet.param]) > 1]

    def querystring(self, *, page: int = 1, **changes: object) -> str:
        """ "loai=tin&nam=2026": the one spelling of a state; `changes` of None take a choice away."""
        state = self.chosen | changes
        pairs = [
            (facet.param, facet.slug_of(state[facet.param]))
            for facet in self.facets
            if state.get(facet.param) is not None
        ]
        return urlencode([*self.keep.items(), *pairs, *([(PAGE_PARAM, page)] if page > 1 else [])])

    @property
    def canonical(self) -> str:
        return self.querystring(page=self.page.number)

    def context(self) -> dict:
        """What components/listing.html and components/pager.html speak of."""
        return {"page_obj": self.page, "groups": self.groups, "base_query": self.querystring(), "listing": self}

    def _narrowed(self, choices: dict[str, object]) -> QuerySet:
        columns = {facet.param: facet.column for facet in self.facets}
        return self.rows.filter(**{columns[param]: value for param, value in choices.items()})

    def _read(self, facet: Facet, params: QueryDict) -> object | None:
        asked = params.get(facet.param)
        return next((value for value in self._values[facet.param] if facet.slug_of(value) == asked), None)

    def _values_of(self, facet: Facet, rows: QuerySet) -> dict[object, int]:
        # Rows without a value are left to the database, which then need not look at each of them.
        rows = rows if facet.covers else rows.filter(**{f"{facet.column}__isnull": False})
        number = Count("pk", distinct=not facet.covers)
        counted = list(rows.order_by().values_list(facet.column).annotate(number=number))
        if facet.covers and self._all is None:
            self._all = sum(number for _, number in counted)
        named = {value: number for value, number in counted if value is not None and facet.name_of(value)}
        key = facet.order or (lambda value: -named[value])
        return dict(sorted(named.items(), key=lambda item: key(item[0])))

    def _group(self, facet: Facet) -> Group:
        others = {param: value for param, value in self.chosen.items() if param != facet.param}
        left = self._narrowed(others)
        counts = self._values_of(facet, left) if others else self._values[facet.param]
        current = self.chosen.get(facet.param)
        options = [
            Option(
                str(facet.name_of(value)),
                counts.get(value, 0),
                "?" + self.querystring(**{facet.param: value}),
                value == current,
                facet.slug_of(value),
            )
            for value in self._values[facet.param]
        ]
        number = self.total if current is None else left.order_by().count()
        every = Option("", number, "?" + self.querystring(**{facet.param: None}), current is None)
        return Group(str(facet.label), [every, *options], facet.param)
