"""What the page of one unit shows: its places, how it came to be, what lies near; and for a former one, what it is today."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from home.delivery.remembered import remembered
from home.models import Unit, UnitSuccession
from home.units.family import Family, family
from stores import reference
from stores.models import ProductCategory, Scheme, Store
from stores.presenters import holiday_dates, store_cards
from stores.units.index import Line, lines_of
from stores.units.links import filter_url
from stores.units.sketch import unit_map

SHOWN_STORES = 12
NEIGHBOURS = 6
WITH_PLACES = 3  # neighbours with places, offered where a unit has none


@dataclass(frozen=True)
class SchemeCount:
    scheme: Scheme
    count: int
    url: str


@dataclass(frozen=True)
class Sold:
    """A category of goods that places of the unit sell."""

    category: ProductCategory
    count: int
    url: str


@dataclass(frozen=True)
class Neighbour:
    """A unit whose centre is close; units are known by centres, not by borders."""

    line: Line
    km: float


def page_context(unit: Unit) -> dict:
    """Context of stores/units/unit.html, whatever the unit is."""
    known = family()
    today = known.today(unit)
    common = {
        "unit": unit,
        "today": lines_of(today),
        "only": today[0] if len(today) == 1 and not unit.is_current else None,
        "districts": known.districts(unit),
        "scheme_list": reference.schemes(),
        "changes": known.later.get(unit.pk, []),
        "directory_url": reverse("stores:directory"),
        "units_url": reverse("stores:units"),
        "holidays": holiday_dates(),
    }
    if unit.is_current:
        return common | _today_context(known, unit)
    if unit.level == Unit.Level.DISTRICT:
        return common | _district_context(known, unit, today)
    return common | {"waiting": _shown((unit.pk,))[0]}


def _today_context(known: Family, unit: Unit) -> dict:
    lines = lines_of(known.current)
    count = next(line.count for line in lines if line.unit.pk == unit.pk)
    others = [line for line in lines if line.unit.pk != unit.pk]
    stores, positions = _shown((unit.pk,))
    return {
        "count": count,
        "schemes": _by_scheme(count.schemes, unit),
        "stores": stores,
        "more": count.total - len(stores),
        "all_url": filter_url(unit),
        "sold": [Sold(category, number, filter_url(unit, nhom=category.slug)) for category, number in _sold(unit.pk)],
        "origins": known.before(unit),
        "born": known.before(unit)[0] if known.before(unit) else None,
        "neighbours": _nearest(known, unit, others, NEIGHBOURS),
        "with_places": [] if count.total else _nearest(known, unit, [line for line in others if line.count.total]),
        "map": unit_map(unit, positions),
        "is_sample": 0 < count.total == count.samples,
        "tag_samples": 0 < count.samples < count.total,
    }


def _district_context(known: Family, district: Unit, today: list[Unit]) -> dict:
    """Of a district that is no more: the places of today's units on its ground, whole units even where they reach out."""
    lines = lines_of(today)
    stores, _positions = _shown(tuple(unit.pk for unit in today))
    total = sum((line.count for line in lines[1:]), lines[0].count) if lines else None
    others = [unit for unit in known.units.values() if unit.level == district.level and unit.pk != district.pk]
    near = known.nearest(district.lat, district.lng, others, NEIGHBOURS) if district.lat is not None else []
    return {
        "count": total,
        "schemes": _by_scheme(total.schemes) if total else [],
        "stores": stores,
        "more": total.total - len(stores) if total else 0,
        "communes": known.children.get(district.pk, []),
        "near_districts": [unit for unit, _km in near],
        "is_sample": bool(total) and 0 < total.total == total.samples,
        "tag_samples": bool(total) and 0 < total.samples < total.total,
        "born": _first(known, district),
    }


def _first(known: Family, district: Unit) -> UnitSuccession | None:
    """The change by which the district's communes ended: it says the day and the decision."""
    return next((row for child in known.children.get(district.pk, []) for row in known.later.get(child.pk, [])), None)


def _by_scheme(counts: tuple[int, ...], unit: Unit | None = None) -> list[SchemeCount]:
    return [
        SchemeCount(scheme, count, filter_url(unit, dh=scheme.slug) if unit and count else "")
        for scheme, count in zip(reference.schemes(), counts, strict=True)
    ]


def _nearest(known: Family, unit: Unit, among: list[Line], limit: int = WITH_PLACES) -> list[Neighbour]:
    if unit.lat is None or unit.lng is None:
        return []
    lines = {line.unit.pk: line for line in among}
    near = known.nearest(unit.lat, unit.lng, [line.unit for line in among], limit)
    return [Neighbour(lines[other.pk], km) for other, km in near]


@remembered
def _shown(units: tuple[int, ...]) -> tuple[list[Store], list[tuple[float, float]]]:
    """The first public places in these units as rows, and where all of them stand."""
    found = Store.objects.public().filter(unit__in=units).order_by("sort_key", "pk")
    rows = list(found.values_list("pk", "position__lat", "position__lng"))
    positions = [(lat, lng) for _pk, lat, lng in rows if lat is not None]
    return store_cards([row[0] for row in rows[:SHOWN_STORES]]), positions


@remembered
def _sold(unit: int) -> list[tuple[ProductCategory, int]]:
    here = Q(stores__in=Store.objects.public().filter(unit=unit).order_by().values("pk"))
    counted = ProductCategory.objects.annotate(n=Count("stores", filter=here, distinct=True))
    return [(category, category.n) for category in counted if category.n]
