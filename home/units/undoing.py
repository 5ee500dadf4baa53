"""Taking a change of units back: whether nothing else has changed since, and the way back."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from home.models import Unit, UnitChange, UnitChangePart, UnitEvent, UnitSuccession
from home.units.references import move, reference, references

State, Side = UnitChange.State, UnitChangePart.Side


def why_not_undone(change: UnitChange) -> str:
    """What stands against it, in words; empty where it can be undone."""
    if change.state != State.APPLIED:
        return _("Chỉ hoàn tác được thay đổi đã áp dụng.")
    involved = [part.unit for part in change.parts.all() if part.unit]
    others = UnitChangePart.objects.filter(unit__in=involved, change__state__in=[State.PLANNED, State.APPLIED])
    later = Q(change__state=State.PLANNED) | Q(change__applied_at__gt=change.applied_at)
    other = others.filter(later).exclude(change=change).select_related("change").first()
    if other is not None:
        return _("Không hoàn tác được: sau đó đã ghi “%(change)s”.") % {"change": other.change}
    if change.events.filter(verb=UnitEvent.Verb.PLACED).exists():
        return _("Không hoàn tác được: đã có người xếp điểm bán hoặc bài về đơn vị mới.")
    for text in _changed_rows(change):
        return text
    return ""


def _data(change: UnitChange) -> dict:
    return change.events.filter(verb=UnitEvent.Verb.APPLIED).latest("at").data


def _changed_rows(change: UnitChange) -> Iterator[str]:
    """Rows that were moved and are elsewhere by now, and rows that came to a unit which would go."""
    moved = _data(change)["moved"]
    for label, field, pk, _old, new in moved:
        row = reference(label, field).rows().filter(pk=pk).first()
        if row is None or getattr(row, f"{field}_id") != new:
            yield _("Không hoàn tác được: “%(row)s” đã được sửa hoặc xóa sau đó.") % {"row": row or pk}
    made = [part.unit_id for part in change.parts.all() if part.is_new]
    for ref in references():
        ours = [entry[2] for entry in moved if (entry[0], entry[1]) == (ref.label, ref.field)]
        added = ref.model._base_manager.filter(**{f"{ref.field}__in": made})
        if row := added.exclude(pk__in=ours).first():
            yield _("Không hoàn tác được: “%(row)s” đã được ghi vào đơn vị mới.") % {"row": row}


def reverse(change: UnitChange) -> None:
    """The rows go home, what was made goes, what ended stands again, with its address and ground."""
    data = _data(change)
    parts = list(change.parts.all())
    before = [part.unit for part in parts if part.side == Side.BEFORE]
    UnitSuccession.objects.filter(old__in=before, on=change.on).delete()
    made = [part.unit for part in parts if part.is_new]
    for unit in made:  # one code, one unit of today
        unit.valid_to = change.on
        unit.save()
    _reopen(before)
    homes = {unit.pk: unit for unit in Unit.objects.filter(pk__in={entry[3] for entry in data["moved"]})}
    for label, field, pk, old, _new in data["moved"]:
        ref = reference(label, field)
        move(ref, ref.rows().get(pk=pk), homes[old])
    for part in parts:
        if part.is_new:
            part.unit = None
            part.save()
    for unit in made:
        unit.delete()
    _restore(data)


def _reopen(units: list[Unit]) -> None:
    for unit in units:
        unit.valid_to = None
        unit.save()


def _restore(data: dict) -> None:
    for pk, slug in data["slugs"]:
        unit = Unit.objects.get(pk=pk)
        unit.slug = slug
        unit.save()
    for pk, place in data["grown"]:
        unit = Unit.objects.get(pk=pk)
        for name, value in place.items():
            setattr(unit, name, value)
        unit.save()
