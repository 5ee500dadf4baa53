"""Finds today's commune or ward for a name from any time, and asks where the name alone cannot decide.

People go on using the communes and districts of before July 2025. Some were split, many share a name, and some old
names now belong to another place: "phường Tân Thành, TP Thái Nguyên" is Phường Tích Lương today, not Xã Tân Thành.
So nothing is chosen unless everything the text may mean leads to one unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from home.models import Unit
from home.text import has_marks
from home.units.history import History
from home.units.reading import Part, Reading, name_key, read, spelling_key

Kind = Literal["current", "former", "split", "ambiguous", "district", "none"]


@dataclass(frozen=True)
class Resolution:
    """What a text stands for.

    `unit` is set only when it is certain; else `choices` are the units of today to ask about, likelier ones first.
    `matched` are the former communes and districts that were recognised. `exact` says that type word and marks were
    written as in the official name (hoà for hòa and i for y make no difference).
    """

    kind: Kind
    unit: Unit | None = None
    choices: tuple[Unit, ...] = ()
    matched: tuple[Unit, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class Match:
    """A unit, the words that name it, and whether the text says where it lies."""

    unit: Unit
    part: Part
    is_located: bool

    @property
    def has_its_kind(self) -> bool:
        return self.part.kind in ("", self.unit.kind)

    @property
    def has_its_marks(self) -> bool:
        return spelling_key(self.part.name) == spelling_key(self.unit.name)

    @property
    def contradicts_no_mark(self) -> bool:
        """Every word that was written with marks is right; words without marks leave it open."""
        pairs = zip(self.part.name.split(), self.unit.name.split(), strict=False)
        return all(spelling_key(word) == spelling_key(name) for word, name in pairs if has_marks(word))


def resolve(text: str) -> Resolution:
    """At most three queries, whatever is typed."""
    groups = read(text)
    history = History.of(reading for group in groups for reading in group)
    elsewhere: list[Match] = []
    for group in groups:
        inside, outside = _find(history, group)
        if inside:
            return _doubt(history, elsewhere, inside) if elsewhere else _decide(history, _narrow(inside))
        elsewhere += outside
    return _doubt(history, elsewhere, []) if elsewhere else Resolution("none")


def _find(history: History, readings: Iterable[Reading]) -> tuple[list[Match], list[Match]]:
    """What the readings name: units that lie in the areas given with them, and units that lie elsewhere."""
    inside: list[Match] = []
    outside: list[Match] = []
    for reading in readings:
        areas = [[part for part in area if history.is_area(part)] for area in reading.areas]
        if not all(areas):
            continue
        for part in reading.unit:
            for unit in history.named(part):
                lies_there = all(any(history.lies_in(unit, part) for part in area) for area in areas)
                (inside if lies_there else outside).append(Match(unit, part, bool(areas)))
    return inside, outside


def _narrow(matches: list[Match]) -> list[Match]:
    """Keeps what fits both the type word and the marks; where they contradict each other, everything."""
    of_kind = [match for match in matches if match.has_its_kind] or matches
    marked = [match for match in matches if has_marks(match.part.name)]
    spelled = (
        [match for match in marked if match.has_its_marks]
        or [match for match in marked if match.contradicts_no_mark]
        or matches
    )
    return [match for match in of_kind if match in spelled] or matches


def _decide(history: History, matches: list[Match]) -> Resolution:
    choices = _choices(history, matches)
    former = _former(matches)
    exact = all(match.has_its_kind and match.has_its_marks for match in matches)
    districts = [match for match in matches if match.unit.level == Unit.Level.DISTRICT]
    if districts:
        kind: Kind = "district" if len(districts) == len(matches) else "ambiguous"
        if any(_may_be_province(history, match) for match in districts):
            kind = "ambiguous"
        return Resolution(kind, None, choices, former, exact)
    if not choices:
        return Resolution("none", matched=former)
    if len(choices) == 1:
        is_current = any(match.unit.is_current for match in matches)
        return Resolution("current" if is_current else "former", choices[0], choices, former, exact)
    is_split = len(former) == 1 and set(history.today(former[0])) == set(choices)
    return Resolution("split" if is_split else "ambiguous", None, choices, former, exact)


def _may_be_province(history: History, match: Match) -> bool:
    """ "Thái Nguyên" alone is the former city or the province."""
    return not match.part.kind and not match.is_located and history.is_province(name_key(match.unit.name))


def _doubt(history: History, elsewhere: list[Match], inside: list[Match]) -> Resolution:
    """The name exists, but not in the district given with it: an old border or an error, so ask about both."""
    choices: tuple[Unit, ...] = ()
    former: tuple[Unit, ...] = ()
    for matches in (_narrow(elsewhere), _narrow(inside)):
        choices += _choices(history, matches)
        former += _former(matches)
    return Resolution("ambiguous", None, tuple(dict.fromkeys(choices)), tuple(dict.fromkeys(former)))


def _choices(history: History, matches: list[Match]) -> tuple[Unit, ...]:
    """Today's units: those so called, then successors of former communes, then the units of a former district."""

    def likelihood(match: Match) -> int:
        return 0 if match.unit.is_current else 1 if match.unit.level == Unit.Level.COMMUNE else 2

    ordered = sorted(matches, key=lambda match: (likelihood(match), match.unit.sort_key, match.unit.pk))
    return tuple(dict.fromkeys(unit for match in ordered for unit in history.today(match.unit)))


def _former(matches: list[Match]) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(match.unit for match in matches if not match.unit.is_current))
