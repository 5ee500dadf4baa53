"""Distances between places."""

from geopy.distance import geodesic

from stores.finding.nearest import Point, nearest_first, within
from stores.finding.table import table
from stores.models import Store


def nearest(store: Store, limit: int, within_km: float = 30) -> list[Store]:
    """The public stores closest to this one, nearest first, each with `.distance_km`. Samples and real places alike."""
    rows, here = table(), Point(store.position.lat, store.position.lng)
    others = within(rows, rows.every & ~rows.numbers([store.pk]), here, within_km)
    numbers, _away = nearest_first(rows, others, here)  # in order on a plane; the label gets the true way
    places = {rows.pks[number]: (rows.lats[number], rows.lngs[number]) for number in numbers[:limit]}
    found = list(Store.objects.public().for_cards().filter(pk__in=places))
    for other in found:
        other.distance_km = geodesic((here.lat, here.lng), places[other.pk]).km
    return sorted(found, key=lambda other: other.distance_km)


def directions_url(lat: float, lng: float) -> str:
    """A plain link to a map service; nothing is sent before the reader follows it."""
    return f"https://www.openstreetmap.org/directions?to={lat:.5f},{lng:.5f}"
