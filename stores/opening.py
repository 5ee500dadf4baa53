"""Whether places are open at a moment. Unknown is an answer of its own and never counts as closed.

On a day off work only the rule's own words on holidays count ("PH off", "PH 08:00-12:00"); a rule that says nothing of
holidays does not tell whether the place is open on one. Night hours belong to the day on which they begin.
"""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum

from opening_hours import OpeningHours, State

from home.delivery.remembered import remembered
from home.models import Holiday
from stores.hours import VIETNAM, validate_hours
from stores.models import Store

_HOLIDAY_PART = re.compile(r"^\s*(?:[A-Za-z,\s-]*,\s*)?PH[A-Za-z,\s-]*?\s+(.+)$")


class Opening(StrEnum):
    """What is known of a place at a moment."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


_STATES = {State.OPEN: Opening.OPEN, State.CLOSED: Opening.CLOSED}


def opening_at(rule: str, moment: datetime) -> Opening:
    """What an OSM rule says of this moment, Vietnam's holidays included."""
    local = moment.astimezone(VIETNAM)
    if not rule or validate_hours(rule):
        return Opening.UNKNOWN
    begun = local - timedelta(days=1) if _is_of_last_night(rule, local) else local
    if begun.date() not in days_off():
        return _state(rule, local)
    part = on_holidays(rule)
    return _state(part, local) if part else Opening.UNKNOWN


def on_holidays(rule: str) -> str:
    """The part of a rule that speaks of holidays, as a rule for every day; empty when none does.

    >>> on_holidays("Mo-Sa 07:00-20:00; PH 08:00-12:00"), on_holidays("Mo-Su,PH 07:00-20:00"), on_holidays("24/7")
    ('Mo-Su 08:00-12:00', 'Mo-Su 07:00-20:00', 'Mo-Su 00:00-24:00')
    """
    if rule.strip() == "24/7":
        return "Mo-Su 00:00-24:00"
    said = [match[1] for part in rule.split(";") if (match := _HOLIDAY_PART.match(part))]
    return f"Mo-Su {said[-1].strip()}" if said else ""


def rules_by_opening(moment: datetime) -> dict[Opening, list[str]]:
    """The rules of all public places, told apart; places without a rule are in none of the lists."""
    told: dict[Opening, list[str]] = {opening: [] for opening in Opening}
    for rule in _rules():
        told[opening_at(rule, moment)].append(rule)
    return told


def _state(rule: str, local: datetime) -> Opening:
    state, comment = OpeningHours(rule, timezone=VIETNAM).state(local)
    if state == State.OPEN and comment:  # "by appointment" is not open
        return Opening.UNKNOWN
    return _STATES.get(state, Opening.UNKNOWN)


def _is_of_last_night(rule: str, local: datetime) -> bool:
    """Whether the place is open now only because it has not closed since yesterday."""
    midnight = datetime.combine(local.date(), time.min, tzinfo=VIETNAM)
    if local >= midnight + timedelta(hours=12):
        return False
    spans = OpeningHours(rule, timezone=VIETNAM).intervals(
        midnight - timedelta(minutes=1), midnight + timedelta(days=1)
    )
    _start, stop, state, _comment = next(iter(spans))
    return state == State.OPEN and stop is not None and local < stop <= midnight + timedelta(hours=12)


@remembered
def _rules() -> list[str]:
    found = Store.objects.public().order_by().values_list("hours__rule", flat=True).distinct()
    return sorted(rule for rule in found if rule)


@remembered
def days_off() -> frozenset:
    return frozenset(Holiday.objects.values_list("date", flat=True))
