"""Nearest first, without guessing a radius."""

from dataclasses import dataclass

import numpy as np

from stores.finding.bitmaps import Bitmap, bitmap_of, numbers_in
from stores.finding.table import Table

KM_A_DEGREE = 111.195  # of latitude, on a sphere of 6,371 km


@dataclass(frozen=True)
class Point:
    """Where somebody asks from, WGS 84 degrees."""

    lat: float
    lng: float

    @classmethod
    def read(cls, text: str) -> "Point | None":
        """ "21.594,105.848"; None for anything else, and for what is no place near Vietnam.

        >>> Point.read("21.594, 105.848"), Point.read("105.8,21.6"), Point.read("")
        (Point(lat=21.594, lng=105.848), None, None)
        """
        pieces = text.split(",")
        try:
            lat, lng = (float(piece) for piece in pieces)
        except ValueError:
            return None
        return cls(lat, lng) if 5 <= lat <= 26 and 98 <= lng <= 115 else None

    def __str__(self) -> str:
        """About a metre exact, and no more digits than that."""
        return f"{self.lat:.5f},{self.lng:.5f}"


def distances(table: Table, point: Point) -> np.ndarray:
    """Kilometres to every store, not-a-number where its place is unknown.

    On a plane around the point: within the province the error is below one in a thousand.
    """
    y = (table.lats - point.lat) * KM_A_DEGREE
    x = (table.lngs - point.lng) * KM_A_DEGREE * np.cos(np.radians(point.lat))
    return np.hypot(x, y)


def nearest_first(table: Table, found: Bitmap, point: Point) -> tuple[list[int], list[float | None]]:
    """The found stores by distance, equal ones by name; those without a place come last and have no distance."""
    numbers = np.array(numbers_in(found), dtype=np.int64)
    if not len(numbers):
        return [], []
    away = distances(table, point)[numbers]
    order = np.argsort(away, kind="stable")  # not-a-number sorts behind everything
    return numbers[order].tolist(), [None if np.isnan(km) else float(km) for km in away[order]]


def within(table: Table, found: Bitmap, point: Point, km: float) -> Bitmap:
    """Those of the found stores that are known to be within so many kilometres."""
    with np.errstate(invalid="ignore"):
        close = np.flatnonzero(distances(table, point) <= km)
    return found & bitmap_of(close, len(table.pks))
