"""The directory's filters, counts and pages, from a query string to what the template draws.

One URL holds the whole state: `q` words, `dh` schemes, `nhom` categories, `loai` kinds, `xa` unit, `trang` page. `xa` may
be a former unit and `noi` a typed name from any time: both lead to the unit of today, or to a question.
Values inside a group widen (or), groups narrow (and). The count beside an option is what choosing it alone within its
group would give, all other groups as they stand: exact, from the table of all public stores (stores/finding).
"""

from collections.abc import Mapping
from functools import cached_property

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from modelsearch.query import SearchQuery

from home.delivery.remembered import remembered
from home.models import Unit
from home.search.rows import holding, read_for_rows, row_filter, row_text
from home.text import normalise, words
from stores import reference
from stores.asking import BUYING
from stores.finding.bitmaps import Bitmap, numbers_in, union
from stores.finding.options import Chosen, Group, Option
from stores.finding.table import Table, table
from stores.models import ProductCategory, Scheme, Store, StoreKind
from stores.presenters import holiday_dates
from stores.querysets import StoreQuerySet
from stores.units.asking import Question, asked_unit, notice_of, offer_for, question_about

PAGE_SIZE = 20
LONGEST_QUERY = 100


class Directory:
    """The state of the directory for one query string."""

    def __init__(self, params: QueryDict) -> None:
        self.query = normalise(params.get("q", ""))[:LONGEST_QUERY]
        self.schemes = self._known(params.getlist("dh"), self.all_schemes)
        self.categories = self._known(params.getlist("nhom"), self.all_categories)
        self.kinds = self._known(params.getlist("loai"), self.all_kinds)
        self.asked_place = asked_unit(params.get("xa", ""), params.get("noi", ""), self.all_units)
        self.unit = self.asked_place.unit
        self.page_number = params.get("trang", "1")

    @staticmethod
    def _known(values: list[str], known: list) -> list[str]:
        slugs = {entry.slug for entry in known}
        return sorted({value for value in values if value in slugs})

    @cached_property
    def all_schemes(self) -> list[Scheme]:
        return reference.schemes()

    @cached_property
    def all_categories(self) -> list[ProductCategory]:
        return reference.categories()

    @cached_property
    def all_kinds(self) -> list[StoreKind]:
        return reference.kinds()

    @cached_property
    def all_units(self) -> list[Unit]:
        return reference.communes()

    def stores(self, without: str = "") -> StoreQuerySet:
        """The stores that the state asks for; `without` leaves one group out, for that group's counts."""
        found = Store.objects.public()
        if words(self.query):
            found = found.filter(row_filter(self.asked, self._holding))
        if self.schemes and without != "dh":
            found = found.holding(*self.schemes)
        if self.categories and without != "nhom":
            found = found.selling(*self.categories)
        if self.kinds and without != "loai":
            found = found.filter(kind__slug__in=self.kinds)
        if self.unit and without != "xa":
            found = found.filter(unit=self.unit)
        return found

    @cached_property
    def asked(self) -> SearchQuery:
        """The words as the site's search reads them."""
        return read_for_rows(self.query, BUYING)

    def _holding(self, said: str) -> Q:
        """In the place's own words or in the name of its kind: "siêu thị GO!" is called "GO!"."""
        kinds = [kind.pk for kind in self.all_kinds if f" {said}" in row_text(kind.name)]
        return holding("folded")(said) | Q(kind__in=kinds) if kinds else holding("folded")(said)

    @cached_property
    def table(self) -> Table:
        return table()

    def found(self, without: str = "") -> Bitmap:
        """The same stores as `stores()`, by their numbers in the table."""
        rows, found = self.table, self._worded
        if self.schemes and without != "dh":
            found &= union(rows.schemes.get(s.pk, 0) for s in self.all_schemes if s.slug in self.schemes)
        if self.categories and without != "nhom":
            found &= union(rows.categories.get(c.pk, 0) for c in self.all_categories if c.slug in self.categories)
        if self.kinds and without != "loai":
            found &= union(rows.kinds.get(k.pk, 0) for k in self.all_kinds if k.slug in self.kinds)
        if self.unit and without != "xa":
            found &= rows.units.get(self.unit.pk, 0)
        return found

    @cached_property
    def _worded(self) -> Bitmap:
        """The stores in which the words stand: the one thing that the table does not know."""
        if not words(self.query):
            return self.table.every
        held = Store.objects.public().filter(row_filter(self.asked, self._holding)).order_by()
        return self.table.numbers(held.values_list("pk", flat=True))

    @cached_property
    def shown(self) -> Bitmap:
        return self.found()

    @cached_property
    def total(self) -> int:
        return self.shown.bit_count()

    @cached_property
    def page(self) -> ResultPage:
        paginator = Paginator(range(self.total), PAGE_SIZE)
        page = paginator.get_page(self.page_number)
        numbers = numbers_in(self.shown, max(page.start_index() - 1, 0), page.end_index())
        page.object_list = _rows(tuple(self.table.pks[number] for number in numbers), page.start_index())
        return page

    def _counts(self, group: str, column: Mapping[int, Bitmap]) -> dict[int, int]:
        """What each value of a filter would show beside the other filters, for those that would show something."""
        among = self.found(group)
        return {value: number for value, rows in column.items() if (number := (rows & among).bit_count())}

    def groups(self) -> list[Group]:
        return [self._unit_group(), self._scheme_group(), self._category_group(), self._kind_group()]

    def _unit_group(self) -> Group:
        counts = self._counts("xa", self.table.units)
        options = [
            Option(unit.slug, unit.full_name, counts.get(unit.pk, 0), unit == self.unit) for unit in self.all_units
        ]
        everywhere = f"{_('Cả tỉnh')} ({self.found('xa').bit_count()})"
        return Group("xa", _("Xã, phường"), options, kind="select", all_label=everywhere, typed="noi")

    def _scheme_group(self) -> Group:
        counts = self._counts("dh", self.table.schemes)
        options = [Option(s.slug, s.label, counts.get(s.pk, 0), s.slug in self.schemes, s) for s in self.all_schemes]
        return Group("dh", _("Danh hiệu"), options)

    def _category_group(self) -> Group:
        counts = self._counts("nhom", self.table.categories)
        options = [Option(c.slug, c.label, counts.get(c.pk, 0), c.slug in self.categories) for c in self.all_categories]
        return Group("nhom", _("Mặt hàng"), options)

    def _kind_group(self) -> Group:
        counts = self._counts("loai", self.table.kinds)
        options = [Option(k.slug, k.label, counts.get(k.pk, 0), k.slug in self.kinds) for k in self.all_kinds]
        return Group("loai", _("Loại điểm bán"), options)

    @property
    def canonical_query(self) -> str:
        """What the page is stored under; a question that waits for its answer is part of it."""
        query = self.querystring(page=self.page.number).partition("?")[2]
        asked = urlencode([self.asked_place.pair]) if self.asked_place.is_open else ""
        return "&".join(part for part in (query, asked) if part)

    def questions(self) -> list[Question]:
        """About the unit: the one that was asked for and is not certain, and the one that the words may mean."""
        asked = question_about(self.asked_place, self._with_unit)
        offered = offer_for(self.query, lambda unit: self._with_unit(unit, keep_words=False)) if not self.unit else None
        return [question for question in (asked, offered) if question]

    def _with_unit(self, unit: Unit, keep_words: bool = True) -> str:
        """The same state in this unit, with or without the words, which may only have been its name."""
        params = QueryDict(self.querystring().partition("?")[2], mutable=True)
        params["xa"] = unit.slug
        if not keep_words:
            params.pop("q", None)
        return f"{reverse('stores:directory')}?{params.urlencode()}"

    def querystring(self, *, without: tuple[str, str] | None = None, page: int | None = None) -> str:
        """The state as one readable, canonical query string, with one value taken off or another page."""
        pairs = [("q", self.query), ("xa", self.unit.slug if self.unit else "")]
        pairs += [("dh", v) for v in self.schemes]
        pairs += [("nhom", v) for v in self.categories]
        pairs += [("loai", v) for v in self.kinds]
        params = QueryDict(mutable=True)
        for name, value in pairs:
            if value and (name, value) != without:
                params.appendlist(name, value)
        if page and page > 1:
            params["trang"] = str(page)
        return f"?{params.urlencode()}" if params else reverse("stores:directory")

    def chosen(self, groups: list[Group]) -> list[Chosen]:
        picked = [Chosen(f"“{self.query}”", self.querystring(without=("q", self.query)))] if self.query else []
        for group in groups:
            picked += [
                Chosen(option.label, self.querystring(without=(group.name, option.value)))
                for option in group.options
                if option.checked and option.value
            ]
        return picked

    @property
    def is_filtered(self) -> bool:
        return self.querystring() != reverse("stores:directory")

    def context(self) -> dict:
        groups = self.groups()
        base = self.querystring()
        samples = (self.shown & self.table.samples).bit_count()
        return {
            "directory": self,
            "query": self.query,
            "unit": self.unit,
            "unit_notice": notice_of(self.asked_place),
            "questions": self.questions(),
            "total": self.total,
            "page_obj": self.page,
            "base_query": base.removeprefix("?") if self.is_filtered else "",
            "filters": groups,
            "schemes": self.all_schemes,
            "active_filters": self.chosen(groups),
            "form_action": reverse("stores:directory"),
            "total_all": self.table.every.bit_count(),
            "without_position": (self.shown & ~self.table.positioned).bit_count(),
            "has_samples": samples > 0,
            # Where all are samples the mark at the head says so; where some are, each of them carries it.
            "tag_samples": 0 < samples < self.total,
            "holidays": holiday_dates(),
        }


@remembered
def _rows(pks: tuple[int, ...], first: int) -> list[Store]:
    """These stores with what their rows show, in this order, numbered from `first` on (counted from 1)."""
    found = {store.pk: store for store in Store.objects.public().for_cards().filter(pk__in=pks)}
    rows = [found[pk] for pk in pks if pk in found]
    for number, store in enumerate(rows, start=first):
        store.number = number
    return rows
