"""Whatever staff record, in whatever order: old names lead to units of today, and no place is lost on ended ground."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.models import Unit, UnitChange, UnitSuccession
from home.units import changes
from home.units.family import Family
from home.units.history import History
from home.units.proposals import ChangeError, Receiver, merged, renamed, retyped, split
from home.units.reading import read
from home.units.references import waiting
from home.units.resolver import resolve
from stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db
# Two of them fold to one word; one is the name of another kind of place, too.
NAMES = ["Văn Lang", "Văn Lăng", "Thái Nguyên", "Quân Chu", "Tân Cương", "Hòa Bình"]
START = date(2025, 7, 1)

step = st.tuples(
    st.sampled_from(["rename", "retype", "merge", "join", "split", "split off", "undo"]),
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.sampled_from(NAMES), st.booleans(),
)  # fmt: skip


class _RolledBackError(Exception):
    pass


def propose(kind: str, first: Unit, second: Unit, third: Unit, name: str, ward: bool, papers: dict, number: int):
    new = Receiver(kind="phuong" if ward else "xa", name=name, code=f"N{number}")
    return {
        "rename": lambda: renamed(first, name, **papers),
        "retype": lambda: retyped(first, "phuong" if first.kind == "xa" else "xa", **papers),
        "merge": lambda: merged([first, second], new, **papers),
        "join": lambda: merged([first, second], Receiver(unit=second), **papers),
        "split": lambda: split(first, [new, Receiver(unit=third)], **papers),
        "split off": lambda: split(first, [Receiver(unit=first), new], **papers),
    }[kind]()


def snapshot() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in (Unit, UnitSuccession)]
    return [*rows, list(Store.objects.order_by("pk").values_list("pk", "unit", "folded"))]


def play(steps) -> None:
    """Makes the changes one after the other; what cannot be is refused and changes nothing."""
    for number, (kind, *indexes, name, ward) in enumerate(steps, start=1):
        units = list(Unit.objects.current())
        first, second, third = (units[index % len(units)] for index in indexes)
        papers = {"on": START + timedelta(days=number), "decision": f"NQ {number}", "source": "Công báo"}
        before = snapshot()
        try:
            if kind == "undo":
                last = UnitChange.objects.filter(state="applied").order_by("-applied_at", "-pk").first()
                if last is not None:
                    changes.undo(last, actor=None)
                continue
            with transaction.atomic():
                change = changes.record(propose(kind, first, second, third, name, ward, papers, number), actor=None)
        except ChangeError:
            assert snapshot() == before
            continue
        with transaction.atomic():
            changes.undo(change, actor=None)
            assert snapshot() == before
            transaction.set_rollback(True)


def judge(client) -> None:
    family = Family.load()
    for unit in Unit.objects.former():
        today = family.today(unit)
        assert today
        assert all(found.is_current for found in today)
        resolution = resolve(unit.full_name)
        assert set(today) <= set(resolution.choices), (unit, resolution)
        assert all(found.is_current for found in resolution.choices)
        if len(today) > 1:
            assert resolution.unit is None
        history = History.of(reading for group in read(unit.full_name) for reading in group)
        assert history.today(unit) == today
    on_list = {(type(row), row.pk) for _ref, row in waiting()}
    for store in Store.objects.select_related("unit"):
        if not store.unit.is_current:
            assert (Store, store.pk) in on_list
            assert len(family.today(store.unit)) > 1
    for unit in Unit.objects.current():
        response = client.get(f"/diem-ban/xa-phuong/{unit.slug}/")
        assert response.status_code == 200
        assert response.context["unit"] == unit


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=1, max_size=6))
def test_any_sequence_of_changes_keeps_names_places_and_addresses(client, site_home, steps):
    try:
        with transaction.atomic():
            for number, name in enumerate(NAMES[:4]):
                unit = factories.unit(name, slug=f"u-{number}", lat=21.5 + number / 10, area_km2=5 + number)
                former = factories.unit(
                    f"{name} Cũ", slug=f"u-{number}-cu", valid_from=None, valid_to=date(2025, 6, 30)
                )
                UnitSuccession.objects.create(old=former, new=unit, on=START)
                factories.store(f"Chợ {number}", unit=unit)
            play(steps)
            judge(client)
            raise _RolledBackError
    except _RolledBackError:
        pass
