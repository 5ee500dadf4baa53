"""The screens on which staff record a change of units, see what it does, take it back, and place what waits."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.models import Unit, UnitChange
from home.units import changes
from home.units.family import Family
from home.units.forms import FORMS
from home.units.proposals import ChangeError, effects
from home.units.references import reference, waiting
from home.units.undoing import why_not_undone

INDEX, CREATE = "doi-xa-phuong_modeladmin_index", "doi-xa-phuong_modeladmin_create"
INSPECT, WAITING = "doi-xa-phuong_modeladmin_inspect", "doi-xa-phuong_waiting"
ROWS_AT_ONCE = 50


def _only_recorders(request: HttpRequest) -> None:
    if not changes.may_change(request.user):
        raise PermissionDenied


def record(request: HttpRequest) -> HttpResponse:
    """First which kind of change, then the form, then what it would do, and only then the change."""
    _only_recorders(request)
    kind = request.GET.get("loai", "")
    if kind not in FORMS:
        return render(request, "home/units/kinds.html", {"kinds": UnitChange.Kind.choices})
    form = FORMS[kind](request.POST or None)
    context = {"form": form, "title": UnitChange.Kind(kind).label}
    if request.method != "POST" or not form.is_valid() or "sua" in request.POST:
        return render(request, "home/units/form.html", context)
    if "ghi" not in request.POST:
        return render(request, "home/units/preview.html", context | _preview(form.result))
    try:
        change = changes.record(form.result, actor=request.user)
    except ChangeError as problem:
        form.add_error(None, str(problem))
        return render(request, "home/units/form.html", context)
    messages.success(request, _("Đã ghi: %(change)s.") % {"change": change.summary})
    return redirect(INSPECT, change.pk)


def _preview(proposal) -> dict:
    return {"proposal": proposal, "effects": effects(proposal)}


def inspect(request: HttpRequest, pk: str) -> HttpResponse:
    """One change with its log, and what may still be done about it."""
    change = get_object_or_404(UnitChange, pk=pk)
    may = changes.may_change(request.user)
    if request.method == "POST":
        return _act(request, change)
    context = {
        "change": change,
        "events": change.events.select_related("actor"),
        "may_cancel": may and change.state in (UnitChange.State.PLANNED, UnitChange.State.FAILED),
        "may_apply": may and change.is_due,
        "applied": change.state == UnitChange.State.APPLIED,
        "why_not": why_not_undone(change) if may else "",
        "may": may,
        "index_url": reverse(INDEX),
    }
    return render(request, "home/units/change.html", context)


def _act(request: HttpRequest, change: UnitChange) -> HttpResponse:
    verbs = {"ap-dung": changes.apply, "huy": changes.cancel, "hoan-tac": changes.undo}
    verb = verbs.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    try:
        change = verb(change, actor=request.user)
        messages.success(request, f"{change.summary}: {change.get_state_display()}.")
    except ChangeError as problem:
        messages.error(request, str(problem))
    return redirect(INSPECT, change.pk)


def work_list(request: HttpRequest) -> HttpResponse:
    """What lies on divided ground: for each the choices, with the closest centre said, never chosen."""
    _only_recorders(request)
    if request.method == "POST":
        return _place(request)
    family, rows = Family.load(), list(waiting())
    shown = [_row(family, ref, row) for ref, row in rows[:ROWS_AT_ONCE]]
    return render(
        request, "home/units/waiting.html", {"entries": shown, "total": len(rows), "index_url": reverse(INDEX)}
    )


def _row(family: Family, ref, row) -> dict:
    old = ref.unit_of(row)
    choices = family.today(old)
    where = ref.details.position(row)
    near = dict(family.nearest(*where, choices, len(choices))) if where else {}
    closest = min(near, key=near.get, default=None)
    return {
        "row": row,
        "noun": ref.noun,
        "old": old,
        "key": f"{ref.label}:{ref.field}:{row.pk}",
        "address": getattr(row, "address", "") or getattr(row, "place", ""),
        "choices": [{"unit": unit, "km": near.get(unit), "closest": unit == closest} for unit in choices],
        "where": where,
    }


def _place(request: HttpRequest) -> HttpResponse:
    try:
        label, field, pk = request.POST.get("dong", "").split(":")
        ref = reference(label, field)
        row = ref.rows().get(pk=pk)
        unit = Unit.objects.current().get(pk=request.POST.get("don-vi") or 0)
    except Unit.DoesNotExist:
        messages.error(request, _("Hãy chọn một đơn vị."))
        return redirect(WAITING)
    except (ValueError, StopIteration, ObjectDoesNotExist) as problem:
        raise Http404 from problem
    try:
        changes.place(ref, row, unit, actor=request.user)
        messages.success(request, _("%(row)s: %(unit)s.") % {"row": row, "unit": unit})
    except ChangeError as problem:
        messages.error(request, str(problem))
    return redirect(WAITING)
