"""All units of today in Vietnamese order, by letter or by former district, and the answer to a name from any time."""

from dataclasses import dataclass

from home.models import Unit
from home.text import first_letter, normalise, words
from home.units.family import family
from home.units.resolver import Resolution, resolve
from stores.units.counts import UnitCount, no_places, unit_counts

LONGEST_QUERY = 100
LONGEST_NAME = 8  # words, type and district included; a longer question names no unit


@dataclass(frozen=True)
class Line:
    """One unit in a list, with its number of places."""

    unit: Unit
    count: UnitCount


@dataclass(frozen=True)
class Section:
    """Units under one letter, or on the ground of one former district."""

    title: str
    anchor: str
    lines: list[Line]
    district: Unit | None = None


@dataclass(frozen=True)
class Answer:
    """What a typed name means: the units it was, and those of today that it leads to."""

    query: str
    choices: list[Line]
    matched: list[Unit]
    is_certain: bool


def lines_of(units: list[Unit]) -> list[Line]:
    counts, nothing = unit_counts(), no_places()
    return [Line(unit, counts.get(unit.pk, nothing)) for unit in units]


def by_letter() -> list[Section]:
    """ "Đ" is a letter of its own, after "D"; marks of tone do not part a letter."""
    found: dict[str, list[Line]] = {}
    for line in lines_of(family().current):
        found.setdefault(first_letter(line.unit.name), []).append(line)
    return [Section(letter, f"chu-{number}", lines) for number, (letter, lines) in enumerate(found.items(), 1)]


def by_district() -> list[Section]:
    """Under each former district the units that lie on its ground; one on the ground of two stands under both."""
    known = family()
    found: dict[int, list[Line]] = {}
    for line in lines_of(known.current):
        for district in known.districts(line.unit) or [None]:
            found.setdefault(district.pk if district else 0, []).append(line)
    rest = found.pop(0, [])
    districts = [unit for unit in known.units.values() if unit.pk in found]
    sections = [Section(district.full_name, district.slug, found[district.pk], district) for district in districts]
    return [*sections, *([Section("", "khac", rest)] if rest else [])]


def meaning(query: str) -> Resolution:
    """At most a handful of queries, none for what cannot be a name."""
    return resolve(query) if 0 < len(words(query)) <= LONGEST_NAME else Resolution("none")


def answer(typed: str) -> Answer | None:
    query = normalise(typed)[:LONGEST_QUERY]
    if not query:
        return None
    meant = meaning(query)
    return Answer(query, lines_of(list(meant.choices)), list(meant.matched), meant.unit is not None)
