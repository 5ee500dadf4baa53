"""What the pack holds, read from the database in a fixed number of queries."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from home.models import Unit
from stores.map.codec import morton
from stores.models import ProductCategory, Recognition, Scheme, Store, StoreKind


@dataclass(frozen=True)
class Column:
    """One small number a store, and the list of values it points into; the commonest value first."""

    values: list
    indexes: list[int]

    @classmethod
    def of(cls, cells: list[Hashable]) -> "Column":
        ranked = sorted(Counter(cells).items(), key=lambda item: (-item[1], item[0]))
        places = {value: index for index, (value, _count) in enumerate(ranked)}
        return cls(list(places), [places[cell] for cell in cells])


@dataclass(frozen=True)
class Rows:
    """All public stores in the order of the pack: those on the map along a Morton curve, then those without."""

    pks: list[int]
    positions: np.ndarray  # Morton numbers, ascending; shorter than the other columns by the stores without position
    origin: tuple[int, int]
    schemes: list[tuple[str, str]]  # slug and mark; the bit is the place in this list
    categories: list[str]
    tags: Column  # (scheme bits, category indexes)
    units: Column
    kinds: Column
    hours: Column


def read() -> Rows:
    fields = ("pk", "position__lat", "position__lng", "unit_id", "kind_id", "hours__rule")
    stores = list(Store.objects.public().order_by("pk").values_list(*fields))
    order, positions, origin = _order([row[1] for row in stores], [row[2] for row in stores])
    stores = [stores[place] for place in order]
    schemes = list(Scheme.objects.values_list("pk", "slug", "mark"))
    categories = list(ProductCategory.objects.values_list("pk", "slug"))
    flags = _flags([pk for pk, *_ in schemes], [pk for pk, _ in categories])
    unit_slugs, kind_slugs = (
        dict(Unit.objects.values_list("pk", "slug")),
        dict(StoreKind.objects.values_list("pk", "slug")),
    )
    return Rows(
        pks=[row[0] for row in stores],
        positions=positions,
        origin=origin,
        schemes=[(slug, mark) for _, slug, mark in schemes],
        categories=[slug for _, slug in categories],
        tags=_tags([flags.get(row[0], 0) for row in stores], len(schemes)),
        units=Column.of([unit_slugs[row[3]] for row in stores]),
        kinds=Column.of([kind_slugs[row[4]] for row in stores]),
        hours=Column.of([row[5] or "" for row in stores]),
    )


def _order(lats: list[float | None], lngs: list[float | None]) -> tuple[list[int], np.ndarray, tuple[int, int]]:
    """The places of the stores in the order of the pack, the Morton numbers of the first of them, and their origin."""
    y, x = np.array(lats, dtype=np.float64), np.array(lngs, dtype=np.float64)  # None becomes "not a number"
    placed, unplaced = np.flatnonzero(~np.isnan(y)), np.flatnonzero(np.isnan(y))
    codes, origin = morton(y[placed], x[placed])
    along = np.argsort(codes, kind="stable")  # equal positions keep the order of the keys
    return np.concatenate([placed[along], unplaced]).tolist(), codes[along], origin


def _flags(schemes: list[int], categories: list[int]) -> dict[int, int]:
    """For each store one bit for every mark that it carries today, and above them one for every category."""
    flags: dict[int, int] = {}
    scheme_flag = {pk: 1 << place for place, pk in enumerate(schemes)}
    category_flag = {pk: 1 << place for place, pk in enumerate(categories, start=len(schemes))}
    held = Recognition.objects.in_force().order_by().values_list("store_id", "scheme_id")
    sold = Store.categories.through.objects.values_list("store_id", "productcategory_id")
    for links, flag in ((held, scheme_flag), (sold, category_flag)):
        for store, other in links:
            flags[store] = flags.get(store, 0) | flag[other]
    return flags


def _tags(flags: list[int], schemes: int) -> Column:
    """The flags spelt out for the browser, once for each combination that occurs."""
    column = Column.of(flags)
    values = [(value & ((1 << schemes) - 1), _bits(value >> schemes)) for value in column.values]
    return Column(values, column.indexes)


def _bits(number: int) -> list[int]:
    return [place for place in range(number.bit_length()) if number >> place & 1]
