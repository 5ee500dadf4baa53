"""Places on pages that are not theirs: totals for the home page, where to buy for a guide."""

from collections import Counter
from dataclasses import dataclass

from django import template
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse

from home.delivery.remembered import remembered
from home.models import Unit
from stores import reference
from stores.map.sketch import rings
from stores.models import ProductCategory, Recognition, Store
from stores.presenters import holiday_dates, store_cards

register = template.Library()

BUSIEST_UNITS = 10
TEASED_STORES = 3


@dataclass(frozen=True)
class Totals:
    """How many public places there are, by scheme and by unit; all from one pass over the database."""

    total: int
    recognised: int
    both: int
    has_samples: bool
    schemes: list[dict]
    units: list[tuple[Unit, int]]  # all of today's, in Vietnamese order, with their number of places


def directory_totals(request: HttpRequest) -> Totals:
    """Counted once a request, though two tags of the home page ask."""
    if not hasattr(request, "directory_totals"):
        request.directory_totals = _count()
    return request.directory_totals


@remembered
def _count() -> Totals:
    schemes = reference.schemes()
    flags = {
        f"holds_{s.pk}": Exists(Recognition.objects.in_force().filter(store=OuterRef("pk"), scheme=s)) for s in schemes
    }
    rows = list(Store.objects.public().annotate(**flags).order_by().values_list("unit", "is_sample", *flags))
    held = [row[2:] for row in rows]
    by_unit = Counter(row[0] for row in rows)
    return Totals(
        total=len(rows),
        recognised=sum(any(holds) for holds in held),
        both=sum(len(holds) > 1 and all(holds) for holds in held),
        has_samples=any(row[1] for row in rows),
        schemes=[
            {"scheme": scheme, "count": sum(holds[i] for holds in held), "url": directory_url(dh=scheme.slug)}
            for i, scheme in enumerate(schemes)
        ],
        units=[(unit, by_unit[unit.pk]) for unit in reference.communes()],
    )


def directory_url(**filters: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return reverse("stores:directory") + (f"?{query}" if query else "")


@register.inclusion_tag("components/store_door.html", takes_context=True)
def store_door(context) -> dict:
    """The search for a place near the reader."""
    totals = directory_totals(context["request"])
    return {
        "directory_url": directory_url(),
        "unit_param": "xa",
        "units": [
            {"value": unit.slug, "label": f"{unit.full_name} ({count})" if count else unit.full_name}
            for unit, count in totals.units
        ],
        "chips": totals.schemes,
    }


@register.inclusion_tag("components/map_teaser.html", takes_context=True)
def map_teaser(context) -> dict:
    """The directory on the home page: totals, the units with most places, and the sketch of the province."""
    totals = directory_totals(context["request"])
    counted = sorted((pair for pair in totals.units if pair[1]), key=lambda pair: -pair[1])
    return {
        "total": totals.total,
        "recognised": totals.recognised,
        "both": totals.both,
        "is_sample": totals.has_samples,
        "schemes": totals.schemes,
        "units": [
            {"name": unit.full_name, "count": count, "url": directory_url(xa=unit.slug)}
            for unit, count in counted[:BUSIEST_UNITS]
        ],
        "points": rings([(unit.lat, unit.lng, count) for unit, count in counted if unit.lat is not None]),
        "directory_url": directory_url(),
    }


@register.inclusion_tag("components/nearby_stores.html")
def nearby_stores(categories) -> dict:
    """Recognised public places that sell any of these categories: the first few, how many, and where to see all."""
    chosen: list[ProductCategory] = list(categories)
    if not chosen:
        return {"stores": []}
    schemes = [scheme.slug for scheme in reference.schemes()]
    stores, total = _selling(tuple(category.pk for category in chosen))
    query = "&".join([f"dh={slug}" for slug in schemes] + [f"nhom={category.slug}" for category in chosen])
    return {
        "stores": stores,
        "total": total,
        "more_url": f"{directory_url()}?{query}",
        "holidays": holiday_dates(),
    }


@remembered
def _selling(categories: tuple[int, ...]) -> tuple[list[Store], int]:
    """The first recognised public places that sell any of these, and how many there are."""
    schemes = [scheme.slug for scheme in reference.schemes()]
    found = Store.objects.public().holding(*schemes).filter(categories__in=categories).distinct()
    ids = list(found.values_list("pk", flat=True))
    return store_cards(ids[:TEASED_STORES]), len(ids)
