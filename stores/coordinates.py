"""Coordinates as people have them: typed, copied from a map, or inside a link to one. Nothing is fetched."""

import re
from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from geopy.distance import geodesic

from home.delivery.remembered import remembered
from home.models import Unit

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]  # west, south, east, north
MARGIN = 0.01  # degrees, about a kilometre: the rectangles of communes are drawn roughly

_NUMBER = r"(-?\d{1,3}\.\d+|-?\d{1,3})"
# The pin of a Google address comes before the middle of its view.
_LINKS = [
    re.compile(pattern)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&]mlat={_NUMBER}&mlon={_NUMBER}",
        rf"[?&](?:q|ll|query|destination|daddr|center|to)=(?:loc:)?{_NUMBER}(?:,|%2C|\+)+{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
        rf"#map=[\d.]+/{_NUMBER}/{_NUMBER}",
        rf"^geo:{_NUMBER},{_NUMBER}",
        rf"/{_NUMBER},{_NUMBER}(?:[/?]|$)",
    )
]
_PAIR = re.compile(rf"^\(?\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*\)?$")
_COMMAS = re.compile(r"^\(?\s*(-?\d{1,3}),(\d+)\s*[;\s,]\s*(-?\d{1,3}),(\d+)\s*\)?$")  # 21,59 105,84
_DEGREES = re.compile(r"(\d{1,3})\s*°\s*(?:(\d{1,2})\s*['′’]\s*)?(?:([\d.,]+)\s*[\"″”]\s*)?([NSEWBĐ])", re.IGNORECASE)


def read_point(text: str) -> Point | None:
    """Latitude and longitude, or None for what holds none.

    >>> read_point("21.59, 105.84"), read_point("https://www.openstreetmap.org/#map=17/21.59420/105.84800")
    ((21.59, 105.84), (21.5942, 105.848))
    """
    text = text.strip()
    found = next((match for pattern in _LINKS if (match := pattern.search(text))), None) or _PAIR.match(text)
    if found:
        return _valid(float(found[1]), float(found[2]))
    if found := _COMMAS.match(text):
        return _valid(float(f"{found[1]}.{found[2]}"), float(f"{found[3]}.{found[4]}"))
    return _from_degrees(text)


def _from_degrees(text: str) -> Point | None:
    """21°35'39.1"N 105°50'52.8"E, in this order or the other."""
    parts = {_axis(match[4]): _decimal(match) for match in _DEGREES.finditer(text)}
    return _valid(parts["lat"], parts["lng"]) if len(parts) == 2 else None


def _axis(letter: str) -> str:
    return "lat" if letter.upper() in "NSB" else "lng"  # B and Đ: bắc, đông


def _decimal(match: re.Match[str]) -> float:
    degrees = float(match[1]) + float(match[2] or 0) / 60 + float((match[3] or "0").replace(",", ".")) / 3600
    return -degrees if match[4].upper() in "SW" else degrees


def _valid(lat: float, lng: float) -> Point | None:
    """Somebody who copied them the other way round, as GeoJSON has them, meant the same place."""
    if abs(lat) > 90 and abs(lng) <= 90:
        lat, lng = lng, lat
    return (lat, lng) if abs(lat) <= 90 and abs(lng) <= 180 else None


@dataclass(frozen=True)
class Doubt:
    """Why a point may be wrong, in words."""

    text: str


def doubts(point: Point, unit: Unit) -> Doubt | None:
    """A point far from where the address lies: allowed when somebody says so, never by mistake."""
    province = _province_bounds()
    if province and not _inside(point, province):
        return Doubt(_("Vị trí này nằm ngoài địa bàn tỉnh."))
    own = (unit.bbox_w, unit.bbox_s, unit.bbox_e, unit.bbox_n)
    if None in own or _inside(point, own):
        return None
    if unit.lat is None:
        return Doubt(_("Vị trí này nằm ngoài %(unit)s.") % {"unit": unit})
    km = round(geodesic(point, (unit.lat, unit.lng)).km)
    words = _("Vị trí này nằm ngoài %(unit)s, cách trung tâm khoảng %(km)s km.")
    return Doubt(words % {"unit": unit, "km": km})


def _inside(point: Point, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    lat, lng = point
    return south - MARGIN <= lat <= north + MARGIN and west - MARGIN <= lng <= east + MARGIN


@remembered
def _province_bounds() -> Bounds | None:
    found = Unit.objects.current().aggregate(
        west=Min("bbox_w"), south=Min("bbox_s"), east=Max("bbox_e"), north=Max("bbox_n")
    )
    return None if None in found.values() else (found["west"], found["south"], found["east"], found["north"])
