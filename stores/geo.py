"""Distances between places."""

import math

from geopy.distance import geodesic

from home.delivery.remembered import remembered
from stores.models import Store

KM_PER_DEGREE = 111.32


def nearest(store: Store, limit: int, within_km: float = 30) -> list[Store]:
    """The public stores closest to this one, nearest first, each with `.distance_km`. Samples and real places alike."""
    return _nearest(store.pk, (store.position.lat, store.position.lng), limit, within_km)


@remembered
def _nearest(pk: int, here: tuple[float, float], limit: int, within_km: float) -> list[Store]:
    lat_span = within_km / KM_PER_DEGREE
    lng_span = within_km / (KM_PER_DEGREE * math.cos(math.radians(here[0])))
    around = (
        Store.objects.public()
        .exclude(pk=pk)
        .filter(
            position__lat__range=(here[0] - lat_span, here[0] + lat_span),
            position__lng__range=(here[1] - lng_span, here[1] + lng_span),
        )
        .values_list("pk", "position__lat", "position__lng")
    )
    # A flat-earth guess chooses the candidates; only those get the exact distance.
    scale = math.cos(math.radians(here[0]))
    ranked = sorted(around, key=lambda row: (row[1] - here[0]) ** 2 + ((row[2] - here[1]) * scale) ** 2)[:limit]
    found = {s.pk: s for s in Store.objects.for_cards().filter(pk__in=[row[0] for row in ranked])}
    for pk, lat, lng in ranked:
        found[pk].distance_km = geodesic(here, (lat, lng)).km
    return sorted(found.values(), key=lambda s: s.distance_km)


def directions_url(lat: float, lng: float) -> str:
    """A plain link to a map service; nothing is sent before the reader follows it."""
    return f"https://www.openstreetmap.org/directions?to={lat:.5f},{lng:.5f}"
