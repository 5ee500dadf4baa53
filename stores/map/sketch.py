"""Places on the drawn map of the province (static/img/province.svg): where a degree falls on its paper."""

from dataclasses import dataclass

# The drawing's paper is 640 by 1160 units; its corner and scale as drawn.
WIDTH, HEIGHT = 640, 1160
WEST, NORTH = 105.4308, 22.7413
PER_LNG, PER_LAT = 731.96, 790.0
MARGIN = 20
WINDOW = (320, 240)  # what the small map of one place shows


@dataclass(frozen=True)
class Ring:
    """A circle with a number in it."""

    x: int
    y: int
    r: int
    count: int


def on_paper(lat: float, lng: float) -> tuple[int, int]:
    return round((lng - WEST) * PER_LNG + MARGIN), round((NORTH - lat) * PER_LAT + MARGIN)


def rings(places: list[tuple[float, float, int]]) -> list[Ring]:
    """Rings for (lat, lng, count), biggest first; one that would cover a bigger one is left to the list beside."""
    drawn: list[Ring] = []
    for lat, lng, count in sorted(places, key=lambda place: -place[2]):
        x, y = on_paper(lat, lng)
        ring = Ring(x, y, 17 + 3 * (len(str(count)) - 1), count)
        if all((ring.x - o.x) ** 2 + (ring.y - o.y) ** 2 >= (ring.r + o.r) ** 2 for o in drawn):
            drawn.append(ring)
    return drawn
