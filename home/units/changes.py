"""The verbs by which units begin and end. No other code writes a change of units.

Each verb is atomic, checks who may do it, refuses what does not fit, and writes one line of the append-only log.
`actor` is the signed-in person; `None` stands for the daily job. A unit is one span of time: what changes its name,
type or ground ends it and begins another one, so history stays as it was, and everything that pointed to the old unit
follows to the new one, or waits for a person where several share the ground.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import Unit, UnitChange, UnitChangePart, UnitEvent, UnitSuccession, User
from home.units import ground
from home.units.family import Family
from home.units.proposals import ChangeError, Proposal, Receiver, check
from home.units.references import Reference, move, settle
from home.units.undoing import reverse, why_not_undone

RECORD = "home.add_unitchange"
State, Verb, Side = UnitChange.State, UnitEvent.Verb, UnitChangePart.Side


def may_change(user: User) -> bool:
    return user.is_active and user.has_perm(RECORD)


@transaction.atomic
def record(proposal: Proposal, *, actor: User | None) -> UnitChange:
    """Writes the change down; one that is in force by now is applied at once, another one waits for its day."""
    _allow(actor)
    check(proposal)
    change = UnitChange.objects.create(
        kind=proposal.kind, on=proposal.on, decision=proposal.decision.strip(), source=proposal.source.strip()
    )
    for unit in proposal.before:
        UnitChangePart.objects.create(change=change, side=Side.BEFORE, unit=unit)
    for receiver in proposal.after:
        UnitChangePart.objects.create(change=change, side=Side.AFTER, **_described(receiver))
    _log(change, Verb.RECORDED, actor, change.summary)
    return apply(change, actor=actor) if change.is_due else change


def _described(receiver: Receiver) -> dict:
    if receiver.unit:
        return {"unit": receiver.unit}
    described = {name: getattr(receiver, name) for name in ("kind", "name", "code", "lat", "lng")}
    return described | {"is_new": True}


@transaction.atomic
def apply(change: UnitChange, *, actor: User | None) -> UnitChange:
    """Makes the change true; refuses what later changes have made impossible."""
    _allow(actor)
    change = _locked(change)
    if not change.is_due:
        raise ChangeError(_("Thay đổi này chưa đến ngày hoặc không còn chờ áp dụng."))
    proposal = Proposal.of(change)
    check(proposal, recorded=change)
    data = {"slugs": [], "grown": []}
    for unit in proposal.before:
        unit.valid_to = change.on - timedelta(days=1)
        unit.save()
    units = [_receive(change, proposal, part, data) for part in change.receivers]
    extent = UnitSuccession.Extent.PART if proposal.is_split else UnitSuccession.Extent.WHOLE
    for old in proposal.before:
        for new in units:
            UnitSuccession.objects.create(old=old, new=new, extent=extent, on=change.on, decision=change.decision)
    data["moved"] = settle(Family.load())
    change.state, change.applied_at = State.APPLIED, timezone.now()
    change.save()
    _log(change, Verb.APPLIED, actor, change.summary, data)
    return change


def _receive(change: UnitChange, proposal: Proposal, part: UnitChangePart, data: dict) -> Unit:
    """The unit that has the ground from the day on: made now, or grown where others join it."""
    if not part.is_new:
        if not proposal.is_split:
            data["grown"].append([part.unit.pk, {name: getattr(part.unit, name) for name in ground.PLACE}])
            _set(part.unit, **ground.united([part.unit, *proposal.before]))
        return part.unit
    slug, holder = ground.take_slug(part.name, part.kind, list(proposal.before))
    if holder is not None:
        data["slugs"].append([holder.pk, slug])
        _set(next(unit for unit in proposal.before if unit.pk == holder.pk), slug=ground.former_slug(holder))
    receiver = Receiver(kind=part.kind, name=part.name, code=part.code, lat=part.lat, lng=part.lng)
    part.unit = Unit.objects.create(
        level=Unit.Level.COMMUNE, kind=part.kind, name=part.name, code=part.code, slug=slug, valid_from=change.on,
        province_name=proposal.before[0].province_name, **ground.place_of(proposal, receiver),
    )  # fmt: skip
    part.save()
    return part.unit


def _set(unit: Unit, **values: object) -> None:
    for name, value in values.items():
        setattr(unit, name, value)
    unit.save()


def apply_due() -> int:
    """The daily job: every change whose day has come, the earliest first, then what somebody wrote meanwhile.

    One that no longer fits is marked and left to a person. Returns how many were applied.
    """
    applied = 0
    due = UnitChange.objects.filter(state=State.PLANNED, on__lte=timezone.localdate())
    for change in due.order_by("on", "pk"):
        try:
            apply(change, actor=None)
            applied += 1
        except ChangeError as problem:
            _fail(change, str(problem))
    with transaction.atomic():
        settle(Family.load())
    return applied


@transaction.atomic
def _fail(change: UnitChange, problem: str) -> None:
    change.state, change.problem = State.FAILED, problem
    change.save()
    _log(change, Verb.FAILED, None, problem)


@transaction.atomic
def cancel(change: UnitChange, *, actor: User | None) -> UnitChange:
    """A change that waits for its day, or could not be applied, is not made."""
    _allow(actor)
    change = _locked(change)
    if change.state not in (State.PLANNED, State.FAILED):
        raise ChangeError(_("Chỉ hủy được thay đổi chưa áp dụng."))
    change.state = State.CANCELLED
    change.save()
    _log(change, Verb.CANCELLED, actor, change.summary)
    return change


@transaction.atomic
def undo(change: UnitChange, *, actor: User | None) -> UnitChange:
    """Everything as it was before, while nothing else has changed; otherwise it says what has."""
    _allow(actor)
    change = _locked(change)
    if reason := why_not_undone(change):
        raise ChangeError(reason)
    reverse(change)
    change.state = State.UNDONE
    change.save()
    _log(change, Verb.UNDONE, actor, change.summary)
    return change


@transaction.atomic
def place(ref: Reference, row: models.Model, unit: Unit, *, actor: User | None) -> None:
    """A person says in which of the units a row of the work list lies."""
    _allow(actor)
    row = ref.rows().select_for_update(of=("self",)).get(pk=row.pk)
    old = ref.unit_of(row)
    if old is None or old.is_current:
        raise ChangeError(_("“%(row)s” đã được xếp rồi.") % {"row": row})
    if unit not in Family.load().today(old):
        raise ChangeError(_("%(unit)s không nằm trên đất của %(old)s.") % {"unit": unit, "old": old})
    data = {"moved": [move(ref, row, unit)]}
    ended_by = UnitChange.objects.filter(state=State.APPLIED, parts__side=Side.BEFORE, parts__unit=old).first()
    _log(ended_by, Verb.PLACED, actor, f"{row}: {old} → {unit}", data)


def _locked(change: UnitChange) -> UnitChange:
    return UnitChange.objects.select_for_update().get(pk=change.pk)


def _allow(actor: User | None) -> None:
    if actor is not None and not may_change(actor):
        raise PermissionDenied(_("Bạn không có quyền ghi thay đổi xã, phường."))


def _log(
    change: UnitChange | None, verb: UnitEvent.Verb, actor: User | None, text: str, data: dict | None = None
) -> None:
    UnitEvent.objects.create(change=change, verb=verb, actor=actor, text=text, data=data or {})
