"""All public stores as columns of bitmaps, in the order of the list (by name). Read once a generation of the pages.

A filter is a union of bitmaps, several filters their intersection, a count the number of bits: exact, and the same for a
hundred stores and a hundred thousand. A store's number is its place in this list and means nothing outside.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from home.delivery.remembered import remembered
from stores.finding.bitmaps import Bitmap, bitmap_of, by_value
from stores.models import Recognition, Store


@dataclass(frozen=True)
class Table:
    """`lats` and `lngs` are not-a-number where nobody knows the place."""

    pks: list[int]
    every: Bitmap
    samples: Bitmap
    positioned: Bitmap
    units: dict[int, Bitmap]
    kinds: dict[int, Bitmap]
    rules: dict[str, Bitmap]  # "" where the hours are unknown
    schemes: dict[int, Bitmap]  # whose mark the place may carry today
    categories: dict[int, Bitmap]
    lats: np.ndarray
    lngs: np.ndarray

    def numbers(self, pks: Iterable[int]) -> Bitmap:
        """The stores with these keys; keys of no public store are passed over."""
        return bitmap_of((self.places[pk] for pk in pks if pk in self.places), len(self.pks))

    @cached_property
    def places(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.pks)}


@remembered
def table() -> Table:
    """As it is today; recognitions turn at midnight, and so does what is remembered."""
    fields = ("pk", "unit_id", "kind_id", "is_sample", "position__lat", "position__lng", "hours__rule")
    rows = list(Store.objects.public().order_by("sort_key", "pk").values_list(*fields))
    length = len(rows)
    pks, units, kinds, samples, lats, lngs, rules = zip(*rows, strict=True) if rows else ((),) * len(fields)
    places = {pk: place for place, pk in enumerate(pks)}
    lat = np.array(lats, dtype=np.float64)
    return Table(
        pks=list(pks),
        every=(1 << length) - 1,
        samples=bitmap_of(np.flatnonzero(np.array(samples, dtype=bool)), length),
        positioned=bitmap_of(np.flatnonzero(~np.isnan(lat)), length),
        units=by_value(units),
        kinds=by_value(kinds),
        rules=by_value([rule or "" for rule in rules]),
        schemes=_linked(Recognition.objects.in_force().order_by().values_list("scheme_id", "store_id"), places),
        categories=_linked(Store.categories.through.objects.values_list("productcategory_id", "store_id"), places),
        lats=lat,
        lngs=np.array(lngs, dtype=np.float64),
    )


def _linked(pairs: Iterable[tuple[int, int]], places: dict[int, int]) -> dict[int, Bitmap]:
    """For each of the others the stores that are linked to it; links of stores that are not public are passed over."""
    found: dict[int, list[int]] = defaultdict(list)
    for other, store in pairs:
        if store in places:
            found[other].append(places[store])
    return {other: bitmap_of(numbers, len(places)) for other, numbers in found.items()}
