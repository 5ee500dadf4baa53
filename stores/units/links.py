"""Addresses of units: their pages, their filter in the directory, their place on the map."""

from django.urls import reverse

from home.models import Unit


def unit_url(unit: Unit) -> str:
    return reverse("stores:unit", args=[unit.slug])


def filter_url(unit: Unit, **filters: str) -> str:
    more = "".join(f"&{name}={value}" for name, value in filters.items())
    return f"{reverse('stores:directory')}?xa={unit.slug}{more}"
