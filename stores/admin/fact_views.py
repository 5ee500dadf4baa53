"""Where a store stands and when it is open, each on a screen of its own: they belong to no draft."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from stores import facts
from stores.admin.fact_forms import HoursForm, PositionForm
from stores.coordinates import read_point
from stores.hours import on_holidays, validate_hours, week_rows
from stores.models import Store

# What most places write: the rule, and its words on the button.
PRESETS = (
    ("Mo-Su 06:00-21:00", gettext_lazy("6:00 – 21:00, cả tuần")),
    ("Mo-Sa 07:30-17:30; Su off", gettext_lazy("7:30 – 17:30, nghỉ chủ nhật")),
    ("Mo-Sa 07:00-11:30,13:30-18:00; Su off", gettext_lazy("7:00 – 11:30 và 13:30 – 18:00, nghỉ chủ nhật")),
    ("Mo-Su 05:00-11:00", gettext_lazy("Chợ sáng: 5:00 – 11:00")),
    ("Mo-Su 08:00-22:00", gettext_lazy("Siêu thị: 8:00 – 22:00")),
    ("24/7", gettext_lazy("Cả ngày, cả tuần")),
)


def understood(rule: str) -> list[tuple[str, str]]:
    """What a rule says, in words: the ordinary week, and the holidays where they are spoken of."""
    rows = [(row.label, row.text) for row in week_rows(rule)]
    holidays = week_rows(on_holidays(rule)) if rows else []
    return rows + [(_("Ngày lễ"), row.text) for row in holidays]


def store_for(request: HttpRequest, pk: int) -> Store:
    """The store, for who may write its facts."""
    if not request.user.has_perm(facts.SET_FACTS):
        raise PermissionDenied
    return get_object_or_404(Store.objects.select_related("unit", "kind"), pk=pk)


def back_to(store: Store) -> str:
    return reverse("wagtailsnippets_stores_store:edit", args=[store.pk])


class FactView(View):
    """Shows a form of one fact and writes it by its verb."""

    template = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        store = store_for(request, pk)
        return self.show(request, store, self.form(store))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        store = store_for(request, pk)
        form = self.form(store, request.POST)
        if "preview" in request.POST or not form.is_valid():
            return self.show(request, store, form)
        self.write(store, form.cleaned_data)
        messages.success(request, _("Đã ghi cho “%(name)s”.") % {"name": store.name})
        return redirect(back_to(store))

    def show(self, request: HttpRequest, store: Store, form: forms.Form) -> HttpResponse:
        context = {"store": store, "form": form, "back_url": back_to(store), **self.context(store, form)}
        return render(request, self.template, context)

    def form(self, store: Store, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def write(self, store: Store, values: dict) -> None:
        raise NotImplementedError

    def context(self, store: Store, form: forms.Form) -> dict:
        return {}


class PositionView(FactView):
    template = "stores/admin/position.html"

    def form(self, store: Store, data: Any = None) -> PositionForm:
        position = getattr(store, "position", None)
        known = {"precision": PositionForm.NONE}
        if position:
            known = {name: getattr(position, name) for name in ("lat", "lng", "precision", "source")}
        return PositionForm(data, unit=store.unit, initial=known)

    def write(self, store: Store, values: dict) -> None:
        actor, source = self.request.user, values["source"]
        if values["precision"] == PositionForm.NONE:
            facts.forget_place(store, actor=actor, source=source)
        else:
            place = {name: values[name] for name in ("lat", "lng", "precision")}
            facts.place(store, actor=actor, source=source, **place)

    def context(self, store: Store, form: forms.Form) -> dict:
        return {
            "position": getattr(store, "position", None),
            "tiles": settings.MAP_TILE_URL,
            "attribution": settings.MAP_TILE_ATTRIBUTION,
            **_centre(store),
        }


def _centre(store: Store) -> dict:
    unit = store.unit
    known = unit.lat is not None and unit.lng is not None
    return {"unit": unit, "centre": f"{unit.lat:.5f},{unit.lng:.5f}" if known else ""}


class HoursView(FactView):
    template = "stores/admin/hours.html"

    def form(self, store: Store, data: Any = None) -> HoursForm:
        hours = getattr(store, "hours", None)
        known = {name: getattr(hours, name) for name in ("rule", "note", "source")} if hours else {}
        return HoursForm(data, initial=known)

    def write(self, store: Store, values: dict) -> None:
        facts.set_hours(store, actor=self.request.user, **values)

    def context(self, store: Store, form: forms.Form) -> dict:
        rule = form["rule"].value() or ""
        return {"hours": getattr(store, "hours", None), "rows": understood(rule), "presets": PRESETS}


def _may_set(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(facts.SET_FACTS):
            raise PermissionDenied
        return view(request)

    return wrapped


@_may_set
@require_safe
def read_pasted(request: HttpRequest) -> JsonResponse:
    """For the script of the picker: the point in what was pasted. The form reads it by the same function."""
    point = read_point(request.GET.get("q", ""))
    if point is None:
        return JsonResponse({"problem": PositionForm.unreadable()})
    return JsonResponse({"lat": point[0], "lng": point[1]})


@_may_set
@require_safe
def read_hours(request: HttpRequest) -> JsonResponse:
    """For the script of the hours: what was understood, in words."""
    rule = request.GET.get("q", "").strip()
    if rule and (problem := validate_hours(rule)):
        return JsonResponse({"problem": problem})
    return JsonResponse({"rows": understood(rule)})
