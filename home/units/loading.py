"""Loads the reference tables: agencies, units and their history, holidays, synonyms.

Loading only adds what is missing, so a second run writes nothing and what staff changed stays. With `update` the rows
that differ from the files are set right again, except slugs (addresses were given out), notes and the end of a unit.
The files tell of the reform: what staff recorded of later changes is theirs, never brought back, undone or doubled.
"""

from datetime import date

from django.db import transaction

from home.models import Agency, Holiday, Unit, UnitSuccession
from home.search.synonyms import load_synonyms
from home.text import fold, slugify, sort_key
from home.units.tables import Key, Outcome, Row, Values, announce, read_day, read_table, synchronise

# The two-level system begins; districts and the communes of before end on the eve.
REFORM_DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)
DECISION = "Nghị quyết 1683/NQ-UBTVQH15"

PLACE_FIELDS = ("lat", "lng", "bbox_w", "bbox_s", "bbox_e", "bbox_n", "area_km2")
UNIT_FIELDS = ("kind", "name", "sort_key", "folded", "province_name", "parent_id", *PLACE_FIELDS)


def load_reference(update: bool = False) -> dict[str, Outcome]:
    """All reference tables, or none of them when one fails."""
    with transaction.atomic():
        return {
            "agencies": load_agencies(update),
            "units": load_units(update),
            "successions": load_successions(update),
            "holidays": load_holidays(update),
            "synonyms": load_synonyms(),
        }


def load_agencies(update: bool = False) -> Outcome:
    rows = {slugify(row["name"], max_length=200): row for row in read_table("agencies")}
    wanted: dict[Key, Values] = {(slug,): _agency(slug, row) for slug, row in rows.items()}
    present: dict[Key, Agency] = {(agency.slug,): agency for agency in Agency.objects.all()}
    outcome = synchronise(
        Agency, wanted, present, ("name", "name_en", "abbreviation", "former_names", "ended_on"), update
    )
    _point_to_successors({slug: row for slug, row in rows.items() if update or (slug,) not in present})
    return outcome


def _agency(slug: str, row: Row) -> Values:
    texts = {name: row[name] for name in ("name", "name_en", "abbreviation", "former_names", "note")}
    return {**texts, "slug": slug, "ended_on": read_day(row["ended_on"])}


def _point_to_successors(rows: dict[str, Row]) -> None:
    """A second step, because a successor has to exist before another agency can point to it."""
    agencies = {agency.slug: agency for agency in Agency.objects.all()} if rows else {}
    pointed = []
    for slug, row in rows.items():
        successor = agencies.get(slugify(row["successor"], max_length=200))
        if successor is not None and agencies[slug].successor_id != successor.pk:
            agencies[slug].successor = successor
            pointed.append(agencies[slug])
    Agency.objects.bulk_update(pointed, ["successor"])
    announce(pointed)


def load_units(update: bool = False) -> Outcome:
    """Districts first: the former communes point to them."""
    districts = {_key(Unit.Level.DISTRICT, row, True): _district(row) for row in read_table("former_districts")}
    present = _units_by_key()
    outcome = synchronise(Unit, districts, present, UNIT_FIELDS, update)
    if outcome.created:
        present = _units_by_key()
    communes = {_key(Unit.Level.COMMUNE, row, False): _commune(row) for row in read_table("units")}
    for row in read_table("former_units"):
        parent = present[(Unit.Level.DISTRICT, row["district_code"], True)]
        communes[_key(Unit.Level.COMMUNE, row, True)] = _former_commune(row, parent)
    return outcome + synchronise(Unit, communes, present, UNIT_FIELDS, update)


def load_successions(update: bool = False) -> Outcome:
    units = _units_by_key()
    wanted: dict[Key, Values] = {}
    for row in read_table("former_units"):
        codes = row["successor_codes"].split()
        extent = UnitSuccession.Extent.PART if len(codes) > 1 else UnitSuccession.Extent.WHOLE
        old = units[_key(Unit.Level.COMMUNE, row, True)]
        for code in codes:
            new = units[(Unit.Level.COMMUNE, code, False)]
            values = {"old_id": old.pk, "new_id": new.pk, "extent": extent, "on": REFORM_DAY, "decision": DECISION}
            wanted[(old.pk, new.pk)] = values
    present: dict[Key, UnitSuccession] = {(row.old_id, row.new_id): row for row in UnitSuccession.objects.all()}
    return synchronise(UnitSuccession, wanted, present, ("extent", "on", "decision"), update)


def load_holidays(update: bool = False) -> Outcome:
    wanted: dict[Key, Values] = {}
    for row in read_table("holidays"):
        day = read_day(row["date"])
        wanted[(day,)] = {"date": day, "name": row["name"], "kind": row["kind"]}
    present: dict[Key, Holiday] = {(holiday.date,): holiday for holiday in Holiday.objects.all()}
    return synchronise(Holiday, wanted, present, ("name", "kind"), update)


def _key(level: str, row: Row, ended_with_reform: bool) -> Key:
    return (level, row["code"], ended_with_reform)


def _units_by_key() -> dict[Key, Unit]:
    """By level, code and whether the unit ended with the reform, because many codes of before were given out again.

    Where a unit ended later and its code went on, the one that the files speak of stands for the code: the earliest.
    """
    found: dict[Key, Unit] = {}
    for unit in Unit.objects.order_by("pk"):
        found.setdefault((unit.level, unit.code, unit.valid_to is not None and unit.valid_to <= EVE), unit)
    return found


def _unit(row: Row) -> Values:
    texts = {name: row[name] for name in ("code", "kind", "name", "slug", "province_name")}
    places = {name: float(row[name]) for name in PLACE_FIELDS if row.get(name)}
    return {**texts, **places, "sort_key": sort_key(row["name"]), "folded": fold(row["name"])}


def _commune(row: Row) -> Values:
    return {**_unit(row), "level": Unit.Level.COMMUNE, "valid_from": REFORM_DAY, "note": row["note"]}


def _former_commune(row: Row, parent: Unit) -> Values:
    return {**_unit(row), "level": Unit.Level.COMMUNE, "valid_to": EVE, "parent_id": parent.pk}


def _district(row: Row) -> Values:
    return {**_unit(row), "level": Unit.Level.DISTRICT, "valid_to": EVE}
