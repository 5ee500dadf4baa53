"""A change of units as somebody proposes it: whether it can be, and what it would do to places and pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.models import Unit, UnitChange, UnitChangePart
from home.text import normalise
from home.units.references import references

Kind = UnitChange.Kind
COMMUNE_KINDS = (Unit.Kind.XA, Unit.Kind.PHUONG)


class ChangeError(Exception):
    """The change cannot be made as it is; the message is for the person who tried."""


@dataclass(frozen=True)
class Receiver:
    """Who has the ground afterwards: a unit of today, or one that the change makes."""

    unit: Unit | None = None
    kind: str = ""
    name: str = ""
    code: str = ""
    lat: float | None = None
    lng: float | None = None

    @property
    def full_name(self) -> str:
        return str(self.unit) if self.unit else f"{Unit.Kind(self.kind).label} {self.name}"


@dataclass(frozen=True)
class Proposal:
    """`before` end on the eve of `on`; `after` have their ground."""

    kind: str
    before: tuple[Unit, ...]
    after: tuple[Receiver, ...]
    on: date
    decision: str
    source: str

    @classmethod
    def of(cls, change: UnitChange) -> "Proposal":
        """As it was recorded, with the units as they are now."""
        after = tuple(
            Receiver(kind=part.kind, name=part.name, code=part.code, lat=part.lat, lng=part.lng)
            if part.is_new
            else Receiver(unit=part.unit)
            for part in change.receivers
        )
        return cls(change.kind, tuple(change.ended), after, change.on, change.decision, change.source)

    @property
    def is_split(self) -> bool:
        return len(self.after) > 1


@dataclass(frozen=True)
class Effect:
    """What the change does to the rows of one model, in a sentence."""

    text: str
    asks: bool


def renamed(unit: Unit, name: str, **fields: object) -> Proposal:
    receiver = Receiver(kind=unit.kind, name=normalise(name), code=unit.code, lat=unit.lat, lng=unit.lng)
    return Proposal(Kind.RENAME, (unit,), (receiver,), **fields)


def retyped(unit: Unit, kind: str, **fields: object) -> Proposal:
    receiver = Receiver(kind=kind, name=unit.name, code=unit.code, lat=unit.lat, lng=unit.lng)
    return Proposal(Kind.RETYPE, (unit,), (receiver,), **fields)


def merged(units: list[Unit], receiver: Receiver, **fields: object) -> Proposal:
    """A receiver that is one of the units does not end: the others join it."""
    ended = tuple(unit for unit in units if receiver.unit is None or unit.pk != receiver.unit.pk)
    return Proposal(Kind.MERGE, ended, (receiver,), **fields)


def split(unit: Unit, receivers: list[Receiver], **fields: object) -> Proposal:
    """The unit itself among the receivers goes on under its name, on less ground: a unit in a new span of time."""
    after = tuple(_remainder(unit) if receiver.unit == unit else receiver for receiver in receivers)
    return Proposal(Kind.SPLIT, (unit,), after, **fields)


def _remainder(unit: Unit) -> Receiver:
    return Receiver(kind=unit.kind, name=unit.name, code=unit.code, lat=unit.lat, lng=unit.lng)


def check(proposal: Proposal, *, recorded: UnitChange | None = None) -> None:
    """Raises ChangeError with the first thing that does not fit."""
    if not proposal.decision.strip() or not proposal.source.strip():
        raise ChangeError(_("Hãy ghi văn bản quyết định và nguồn."))
    _check_units(proposal)
    _check_receivers(proposal)
    _check_days(proposal)
    involved = [*proposal.before, *(receiver.unit for receiver in proposal.after if receiver.unit)]
    planned = UnitChangePart.objects.filter(unit__in=involved, change__state=UnitChange.State.PLANNED)
    other = planned.exclude(change=recorded).select_related("change", "unit").first()
    if other is not None:
        message = _("%(unit)s đã có một thay đổi khác chờ áp dụng. Hãy hủy thay đổi ấy trước.")
        raise ChangeError(message % {"unit": other.unit})


def _check_units(proposal: Proposal) -> None:
    kept = [receiver.unit for receiver in proposal.after if receiver.unit]
    fewest = 2 if proposal.kind == Kind.MERGE and not kept else 1
    if len({unit.pk for unit in proposal.before}) < max(fewest, len(proposal.before)):
        raise ChangeError(_("Hãy chọn ít nhất hai đơn vị khác nhau để sáp nhập."))
    if proposal.kind == Kind.SPLIT and len(proposal.after) < 2:
        raise ChangeError(_("Chia tách cần ít nhất hai đơn vị tiếp nhận."))
    for unit in (*proposal.before, *kept):
        if not unit.is_current or unit.level != Unit.Level.COMMUNE:
            raise ChangeError(_("%(unit)s không còn là đơn vị hôm nay.") % {"unit": unit})
    if len({unit.pk for unit in kept}) < len(kept):
        raise ChangeError(_("Một đơn vị tiếp nhận được chọn hai lần."))


def _check_receivers(proposal: Proposal) -> None:
    ended = {unit.pk for unit in proposal.before}
    remaining = [unit for unit in Unit.objects.current() if unit.pk not in ended]
    names = {(unit.kind, unit.name) for unit in remaining}
    codes = {unit.code for unit in remaining}
    for new in (receiver for receiver in proposal.after if receiver.unit is None):
        if new.kind not in COMMUNE_KINDS or not new.name:
            raise ChangeError(_("Hãy chọn loại (xã, phường) và ghi tên đơn vị mới."))
        if (new.kind, new.name) in names:
            raise ChangeError(_("Đã có một đơn vị tên %(name)s.") % {"name": new.full_name})
        if not new.code or new.code in codes:
            raise ChangeError(_("Hãy ghi mã riêng, chưa đơn vị nào dùng, cho %(name)s.") % {"name": new.full_name})
        names.add((new.kind, new.name))
        codes.add(new.code)
    if proposal.kind in (Kind.RENAME, Kind.RETYPE):
        (old,), (new,) = proposal.before, proposal.after
        if (old.kind, old.name) == (new.kind, new.name):
            raise ChangeError(_("Tên và loại mới giống hệt tên và loại đang dùng."))


def _check_days(proposal: Proposal) -> None:
    """A unit has stood for a day at least before it ends."""
    for unit in (*proposal.before, *(receiver.unit for receiver in proposal.after if receiver.unit)):
        if unit.valid_from is not None and proposal.on <= unit.valid_from:
            message = _("Ngày hiệu lực phải sau ngày %(day)s, ngày %(unit)s bắt đầu.")
            raise ChangeError(message % {"unit": unit, "day": f"{unit.valid_from:%d/%m/%Y}"})


def effects(proposal: Proposal) -> list[Effect]:
    """What would follow, to be read before anything is recorded."""
    target = proposal.after[0].full_name
    found = []
    for ref in references():
        number = ref.model._base_manager.filter(**{f"{ref.field}__in": proposal.before}).count()
        if not number:
            continue
        words = {"number": number, "noun": ref.noun, "target": target}
        if proposal.is_split:
            text = ngettext("%(number)d %(noun)s cần người chọn", "%(number)d %(noun)s cần người chọn", number) % words
        else:
            text = (
                ngettext(
                    "%(number)d %(noun)s sẽ chuyển sang %(target)s",
                    "%(number)d %(noun)s sẽ chuyển sang %(target)s",
                    number,
                )
                % words
            )
        found.append(Effect(text, proposal.is_split))
    return found
