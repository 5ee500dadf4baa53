"""Open, closed or unknown at a moment: lunch, midnight, Tết, and what only says "by appointment"."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.models import Holiday
from stores import opening
from stores.hours import VIETNAM, week
from stores.models import StoreHours
from stores.opening import Opening, opening_at, rules_by_opening
from tests import factories

OPEN, CLOSED, UNKNOWN = Opening.OPEN, Opening.CLOSED, Opening.UNKNOWN
TET = date(2027, 2, 6)


@pytest.fixture
def tet(monkeypatch):
    monkeypatch.setattr(opening, "days_off", lambda: frozenset({TET}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("rule", "moment", "expected"),
    [
        ("Mo-Sa 07:00-11:30,13:30-18:00", "2026-11-23T11:29", OPEN),
        ("Mo-Sa 07:00-11:30,13:30-18:00", "2026-11-23T12:00", CLOSED),
        ("Mo-Sa 07:00-11:30,13:30-18:00", "2026-11-22T09:00", CLOSED),
        ("Mo-Su 18:00-02:00", "2026-11-24T01:59", OPEN),
        ("Mo-Su 18:00-02:00", "2026-11-24T02:00", CLOSED),
        ("24/7", "2026-11-24T03:00", OPEN),
        ('Mo-Su 08:00-17:00 "theo hẹn"', "2026-11-24T09:00", UNKNOWN),
        ("Mo-Su 08:00-17:00 unknown", "2026-11-24T09:00", UNKNOWN),
        ("", "2026-11-24T09:00", UNKNOWN),
        ("8 giờ sáng", "2026-11-24T09:00", UNKNOWN),
    ],
)
def test_an_ordinary_day(tet, rule, moment, expected):
    assert opening_at(rule, at(moment)) == expected


@pytest.mark.parametrize(
    ("rule", "moment", "expected"),
    [
        ("Mo-Su 07:00-20:00", "2027-02-06T09:00", UNKNOWN),
        ("Mo-Su 07:00-20:00; PH off", "2027-02-06T09:00", CLOSED),
        ("Mo-Sa 07:00-20:00; PH 08:00-12:00", "2027-02-06T09:00", OPEN),
        ("Mo-Sa 07:00-20:00; PH 08:00-12:00", "2027-02-06T13:00", CLOSED),
        ("Mo-Su,PH 07:00-20:00", "2027-02-06T13:00", OPEN),
        ("24/7", "2027-02-06T13:00", OPEN),
        # Night hours belong to the day on which they begin.
        ("Mo-Su 18:00-02:00; PH off", "2027-02-06T01:00", OPEN),
        ("Mo-Su 18:00-02:00; PH off", "2027-02-07T01:00", CLOSED),
        ("Mo-Su 18:00-02:00", "2027-02-07T01:00", UNKNOWN),
        ("Mo-Su 18:00-02:00", "2027-02-07T19:00", OPEN),
    ],
)
def test_tet_and_the_nights_around_it(tet, rule, moment, expected):
    assert opening_at(rule, at(moment)) == expected


RULES = st.sampled_from(
    [
        "Mo-Su 07:00-20:00",
        "Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-12:00",
        "Mo-Su 18:00-02:00",
        "24/7",
        "Sa,Su 05:00-22:30",
    ]
)


@settings(deadline=None)
@given(RULES, st.integers(0, 7 * 1440 - 1))
def test_the_moment_agrees_with_the_table_of_the_week(rule, minute):
    monday = date(2026, 11, 23)
    day, of_day = divmod(minute, 1440)
    moment = datetime(2026, 11, 23 + day, of_day // 60, of_day % 60, tzinfo=VIETNAM)
    in_table = any(start <= of_day < end for start, end in week(rule, monday)[day])
    opening_days_off, opening.days_off = opening.days_off, frozenset
    try:
        assert (opening_at(rule, moment) == OPEN) == in_table
    finally:
        opening.days_off = opening_days_off


@pytest.mark.django_db
def test_the_rules_of_public_places_are_told_apart_and_unknown_ones_are_in_no_list(site_home):
    for number, rule in enumerate(["Mo-Su 07:00-20:00", "Mo-Su 21:00-23:00", "", "Mo-Su 07:00-20:00; PH off"]):
        StoreHours.objects.update_or_create(store=factories.store(f"Quán {number}"), defaults={"rule": rule})
    factories.store("Không rõ")
    StoreHours.objects.update_or_create(store=factories.store("Nháp", live=False), defaults={"rule": "24/7"})
    Holiday.objects.create(date=TET, name="Tết", kind="public")
    told = rules_by_opening(at("2027-02-05T09:00"))
    assert told == {
        OPEN: ["Mo-Su 07:00-20:00", "Mo-Su 07:00-20:00; PH off"],
        CLOSED: ["Mo-Su 21:00-23:00"],
        UNKNOWN: [],
    }
    told = rules_by_opening(at("2027-02-06T09:00"))
    assert told[UNKNOWN] == ["Mo-Su 07:00-20:00", "Mo-Su 21:00-23:00"]
    assert told[CLOSED] == ["Mo-Su 07:00-20:00; PH off"]
