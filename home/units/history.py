"""What the database knows about the names in a text: the units so called, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Q

from home.models import Unit, UnitSuccession
from home.units.reading import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE, Part, Reading, folded_variants, name_key


class Origin(NamedTuple):
    """Where a former unit lay; its own row is not needed."""

    district: str
    province: str


@dataclass
class History:
    """The named units with their neighbours in time, in two queries, and one more for each later generation of units."""

    by_key: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    successors: dict[int, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    origins: dict[int, set[Origin]] = field(default_factory=lambda: defaultdict(set))
    children: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> "History":
        history = cls()
        parts = {part for reading in readings for part in reading.parts() if part.is_short}
        names = {variant for part in parts for variant in folded_variants(part.name)}
        if names:
            history._fetch(names)
        return history

    def _fetch(self, names: set[str]) -> None:
        units = list(Unit.objects.filter(folded__in=names).select_related("parent"))
        for unit in units:
            self.by_key[name_key(unit.name)].append(unit)
        ids = [unit.pk for unit in units]
        if not ids:
            return
        rows = self._learn(Q(old__in=ids) | Q(new__in=ids) | Q(old__parent__in=ids))
        self._follow(rows, set(ids))
        self._go_back(rows, {*ids, *self.origins})

    def _follow(self, rows: list[UnitSuccession], known: set[int]) -> None:
        """On to today, where what followed a unit has ended too."""
        while ended := {row.new_id for row in rows if not row.new.is_current} - known:
            known |= ended
            rows = self._learn(Q(old__in=ended))

    def _go_back(self, rows: list[UnitSuccession], known: set[int]) -> None:
        """Back to the units of before the reform, which alone lay in districts: their ground is their heirs' ground."""
        steps = list(rows)
        while made := {row.old_id for row in rows if not row.district_id and row.level == Unit.Level.COMMUNE} - known:
            known |= made
            rows = self._learn(Q(new__in=made))
            steps += rows
        for row in sorted(steps, key=lambda row: (row.on, row.pk)):
            self.origins[row.new_id] |= self.origins.get(row.old_id, set())

    def _learn(self, condition: Q) -> list[UnitSuccession]:
        """The changes that meet the condition, kept by both of their ends."""
        rows = list(
            UnitSuccession.objects.filter(condition)
            .select_related("new")
            .annotate(district_id=F("old__parent"), district=F("old__parent__name"), province=F("old__province_name"))
            .annotate(level=F("old__level"))
        )
        for row in rows:
            if row.new not in self.successors[row.old_id]:
                self.successors[row.old_id].append(row.new)
            self.origins[row.new_id].add(Origin(row.district or "", row.province))
            if row.district_id:
                self.children[row.district_id].add(row.old_id)
        return rows

    def named(self, part: Part) -> list[Unit]:
        """The units a part may stand for, at the level its type word says."""
        units = self.by_key.get(part.key, [])
        if part.kind == PROVINCE:
            return []
        if part.kind in COMMUNE_KINDS:
            return [unit for unit in units if unit.level == Unit.Level.COMMUNE]
        if part.kind in DISTRICT_KINDS:
            return [unit for unit in units if unit.level == Unit.Level.DISTRICT]
        return units

    def today(self, unit: Unit) -> list[Unit]:
        """Today's units on the ground of this one: itself, its successors, or its communes' successors."""
        if unit.is_current:
            return [unit]
        open_ends, following = [unit.pk, *self.children.get(unit.pk, ())], set()
        while open_ends:
            later = set(self.successors.get(open_ends.pop(), ())) - following
            following |= later
            open_ends += [new.pk for new in later if not new.is_current]
        return sorted((new for new in following if new.is_current), key=lambda new: (new.sort_key, new.pk))

    def is_area(self, part: Part) -> bool:
        """Whether there is, or was, a district or province of this name."""
        if part.kind in COMMUNE_KINDS:
            return False
        districts = any(unit.level == Unit.Level.DISTRICT for unit in self.by_key.get(part.key, []))
        return (districts and part.kind != PROVINCE) or (part.kind not in DISTRICT_KINDS and self.is_province(part.key))

    def is_province(self, key: str) -> bool:
        return key in self._province_keys

    @cached_property
    def _province_keys(self) -> set[str]:
        return {key for units in self.by_key.values() for unit in units for key in self.provinces(unit)}

    def lies_in(self, unit: Unit, area: Part) -> bool:
        """Whether the unit was or is inside the district or province, by its own history."""
        by_district = area.kind != PROVINCE and area.key in self.districts(unit)
        return by_district or (area.kind in ("", PROVINCE) and area.key in self.provinces(unit))

    def districts(self, unit: Unit) -> set[str]:
        own = unit.parent.name if unit.parent else ""
        return {name_key(name) for name in (own, *(origin.district for origin in self._origins(unit))) if name}

    def provinces(self, unit: Unit) -> set[str]:
        names = {other.province_name for other in (unit, *self.today(unit))}
        return {name_key(name) for name in (*names, *(origin.province for origin in self._origins(unit)))}

    def _origins(self, unit: Unit) -> set[Origin]:
        return self.origins.get(unit.pk, set())
