"""The whole history of units in memory: what came before each of them, and what stands on its ground today."""

from collections import defaultdict
from dataclasses import dataclass, field

from geopy.distance import geodesic

from home.delivery.remembered import remembered
from home.models import Unit, UnitSuccession


@dataclass
class Family:
    """All units and what became of them; two queries, whatever is asked afterwards."""

    units: dict[int, Unit]
    later: dict[int, list[UnitSuccession]] = field(default_factory=lambda: defaultdict(list))
    earlier: dict[int, list[UnitSuccession]] = field(default_factory=lambda: defaultdict(list))
    children: dict[int, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> "Family":
        family = cls({unit.pk: unit for unit in Unit.objects.order_by("sort_key", "pk")})
        for unit in family.units.values():
            if unit.parent_id:
                family.children[unit.parent_id].append(unit)
        for row in UnitSuccession.objects.order_by("on", "pk"):
            row.old, row.new = family.units[row.old_id], family.units[row.new_id]
            family.later[row.old_id].append(row)
            family.earlier[row.new_id].append(row)
        return family

    @property
    def current(self) -> list[Unit]:
        """Today's communes and wards, in Vietnamese order."""
        return [unit for unit in self.units.values() if unit.is_current and unit.level == Unit.Level.COMMUNE]

    def by_slug(self, slug: str) -> Unit | None:
        return next((unit for unit in self.units.values() if unit.slug == slug), None)

    def today(self, unit: Unit) -> list[Unit]:
        """Today's units on the ground of this one, however many changes lie between."""
        reached: dict[int, Unit] = {}
        open_ends = [unit, *self.children.get(unit.pk, [])]
        seen = {end.pk for end in open_ends}
        while open_ends:
            end = open_ends.pop()
            if end.is_current:
                reached[end.pk] = end
                continue
            following = [row.new for row in self.later.get(end.pk, []) if row.new_id not in seen]
            seen.update(new.pk for new in following)
            open_ends += following
        return sorted(reached.values(), key=lambda found: (found.sort_key, found.pk))

    def before(self, unit: Unit) -> list[UnitSuccession]:
        """How the unit was made: each former unit of which it took all or a part, in Vietnamese order."""
        return sorted(self.earlier.get(unit.pk, []), key=lambda row: (row.old.sort_key, row.old_id))

    def districts(self, unit: Unit) -> list[Unit]:
        """The former districts on whose ground the unit lies."""
        found: dict[int, Unit] = {}
        open_ends, seen = [unit], {unit.pk}
        while open_ends:
            end = open_ends.pop()
            if end.parent_id:
                found[end.parent_id] = self.units[end.parent_id]
                continue
            following = [row.old for row in self.earlier.get(end.pk, []) if row.old_id not in seen]
            seen.update(old.pk for old in following)
            open_ends += following
        return sorted(found.values(), key=lambda district: (district.sort_key, district.pk))

    def nearest(self, lat: float, lng: float, among: list[Unit], limit: int) -> list[tuple[Unit, float]]:
        """The units whose centres are closest, with the distance in kilometres. A centre is no border."""
        placed = [unit for unit in among if unit.lat is not None and unit.lng is not None]
        close = sorted(placed, key=lambda unit: (unit.lat - lat) ** 2 + ((unit.lng - lng) * 0.93) ** 2)[: limit + 3]
        measured = [(unit, geodesic((lat, lng), (unit.lat, unit.lng)).km) for unit in close]
        return sorted(measured, key=lambda pair: pair[1])[:limit]


@remembered
def family() -> Family:
    """For public pages: shared by all requests, never written to."""
    return Family.load()
