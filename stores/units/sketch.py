"""A unit on the drawn map of the province: the box around it, its places as dots, the names around. No script, no tiles."""

from dataclasses import dataclass

from home.models import Unit
from stores.map.mini import Box, Name, ground, names_around, window
from stores.map.sketch import WINDOW, on_paper

MOST_DOTS = 300


@dataclass(frozen=True)
class UnitMap:
    """All in the units of the drawing's paper."""

    left: int
    top: int
    ground: Box | None
    names: list[Name]
    dots: list[tuple[int, int]]

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {WINDOW[0]} {WINDOW[1]}"


def unit_map(unit: Unit, positions: list[tuple[float, float]]) -> UnitMap | None:
    """None for a unit whose centre nobody has given yet."""
    if unit.lat is None or unit.lng is None:
        return None
    x, y = on_paper(unit.lat, unit.lng)
    corner = window(x, y)
    dots = sorted({on_paper(lat, lng) for lat, lng in positions[:MOST_DOTS]})
    return UnitMap(*corner, ground(unit), names_around(unit, unit.lat, unit.lng, corner, None), dots)
