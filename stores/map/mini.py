"""The small map on a store's page: its commune on the drawn province, the names around, a mark. No script, no tiles."""

from dataclasses import dataclass

from home.models import Unit
from stores.enums import PositionPrecision
from stores.geo import directions_url
from stores.map.sketch import HEIGHT, PER_LAT, PER_LNG, WIDTH, WINDOW, on_paper
from stores.models import Store

LETTER, LINE = 7.2, 18  # about the width and height of a letter of a name
ALIKE = 0.5  # degrees around the place in which names are looked for


@dataclass(frozen=True)
class Name:
    """A commune's name around its centre."""

    x: int
    y: int
    text: str
    is_own: bool


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class MiniMap:
    """All in the units of the drawing's paper."""

    x: int
    y: int
    left: int
    top: int
    is_exact: bool
    ground: Box | None
    names: list[Name]
    geo_url: str
    directions_url: str

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {WINDOW[0]} {WINDOW[1]}"


def mini_map_of(store: Store) -> MiniMap | None:
    """None for a store without position: the page says so in words."""
    position = getattr(store, "position", None) if store.pk else None
    if position is None:
        return None
    x, y = on_paper(position.lat, position.lng)
    left, top = window(x, y)
    place = f"{position.lat:.5f},{position.lng:.5f}"
    return MiniMap(
        x=x,
        y=y,
        left=left,
        top=top,
        is_exact=position.precision != PositionPrecision.UNIT,
        ground=ground(store.unit),
        names=names_around(store.unit, position.lat, position.lng, (left, top), (x, y)),
        geo_url=f"geo:{place}",
        directions_url=directions_url(position.lat, position.lng),
    )


def window(x: int, y: int) -> tuple[int, int]:
    """The left upper corner of the piece of the drawing around a point."""
    left, top = _kept(x - WINDOW[0] // 2, WIDTH - WINDOW[0]), _kept(y - WINDOW[1] // 2, HEIGHT - WINDOW[1])
    if left <= x <= left + WINDOW[0] and top <= y <= top + WINDOW[1]:
        return left, top
    return x - WINDOW[0] // 2, y - WINDOW[1] // 2  # outside of the drawn province


def _kept(value: int, most: int) -> int:
    return min(max(value, 0), most)


def ground(unit: Unit) -> Box | None:
    """The box around the unit; its outline is not known."""
    if None in (unit.bbox_w, unit.bbox_s, unit.bbox_e, unit.bbox_n):
        return None
    x, y = on_paper(unit.bbox_n, unit.bbox_w)
    width, height = (unit.bbox_e - unit.bbox_w) * PER_LNG, (unit.bbox_n - unit.bbox_s) * PER_LAT
    return Box(x, y, round(width), round(height))


def names_around(
    own: Unit, lat: float, lng: float, corner: tuple[int, int], mark: tuple[int, int] | None
) -> list[Name]:
    """The own commune first, then its neighbours, as long as no name covers another one or the mark, if there is one."""
    around = Unit.objects.current().filter(lat__range=(lat - ALIKE, lat + ALIKE), lng__range=(lng - ALIKE, lng + ALIKE))
    taken = [_room(mark[0], mark[1] + LINE // 3, 24)] if mark else []
    names: list[Name] = []
    for unit in sorted(around, key=lambda unit: (unit.pk != own.pk, (unit.lat - lat) ** 2 + (unit.lng - lng) ** 2)):
        x, y = on_paper(unit.lat, unit.lng)
        room = _room(x, y, len(unit.name) * LETTER)
        if (
            mark and unit.pk == own.pk and _touch(room, taken[0])
        ):  # the store's own commune is named in any case, below the mark
            y = mark[1] + 2 * LINE
            room = _room(x, y, len(unit.name) * LETTER)
        if _inside(room, corner) and not any(_touch(room, other) for other in taken):
            taken.append(room)
            names.append(Name(x, y, unit.name, unit.pk == own.pk))
    return names


Room = tuple[float, float, float, float]


def _room(x: float, y: float, width: float) -> Room:
    return x - width / 2, y - LINE, x + width / 2, y + LINE / 3


def _inside(room: Room, corner: tuple[int, int]) -> bool:
    left, top = corner
    return room[0] > left and room[1] > top and room[2] < left + WINDOW[0] and room[3] < top + WINDOW[1]


def _touch(a: Room, b: Room) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
