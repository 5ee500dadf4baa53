"""Staff record what becomes of communes and wards: everything follows, nothing is guessed, history stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from home.models import Unit, UnitChange, UnitEvent, UnitSuccession
from home.units import changes
from home.units.family import Family
from home.units.loading import load_reference
from home.units.proposals import ChangeError, Receiver, effects, merged, renamed, retyped, split
from home.units.references import reference, waiting
from home.units.resolver import resolve
from stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db

PAPERS = {"decision": "Nghị quyết 12/NQ-UBTVQH16", "source": "Công báo số 5"}
A_DAY_AGO = {"on": timezone.localdate() - timedelta(days=1), **PAPERS}


@pytest.fixture
def ground():
    """Three communes beside each other, with a district of before."""
    district = factories.unit(
        "Đại Từ", "huyen", level="district", valid_from=None, valid_to=date(2025, 6, 30), slug="huyen-dai-tu-cu"
    )
    units = [factories.unit(name, slug=slug, area_km2=10) for name, slug in
             (("Quân Chu", "quan-chu"), ("Văn Lang", "van-lang"), ("Văn Lăng", "van-lang-2"))]  # fmt: skip
    former = factories.unit(
        "Mỹ Yên", slug="my-yen-dai-tu-cu", valid_from=None, valid_to=date(2025, 6, 30), parent=district
    )
    UnitSuccession.objects.create(old=former, new=units[0], on=date(2025, 7, 1), decision="Nghị quyết 1683")
    return units


def record(proposal) -> UnitChange:
    return changes.record(proposal, actor=None)


def current(name: str, kind: str = "xa") -> Unit:
    return Unit.objects.current().get(name=name, kind=kind)


# --- What follows a change ---------------------------------------------------------------------------------------------


def test_a_type_change_makes_a_unit_of_the_same_address_and_moves_the_places(ground):
    store = factories.store(unit=ground[0])
    record(retyped(ground[0], "phuong", **A_DAY_AGO))
    ward = current("Quân Chu", "phuong")
    store.refresh_from_db()
    assert (ward.slug, ward.code, ward.valid_from) == ("quan-chu", ground[0].code, A_DAY_AGO["on"])
    assert store.unit == ward
    assert "phuong quan chu" in store.folded
    ended = Unit.objects.get(pk=ground[0].pk)
    assert (ended.full_name, ended.slug) == ("Xã Quân Chu", "xa-quan-chu-cu")
    assert ended.valid_to == A_DAY_AGO["on"] - timedelta(days=1)


def test_a_renamed_unit_leaves_its_address_to_its_history(ground):
    record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    assert current("Tân Chu").slug == "tan-chu"
    assert not Unit.objects.get(slug="quan-chu").is_current
    assert str(resolve("xã Quân Chu").unit) == "Xã Tân Chu"
    assert str(resolve("Mỹ Yên, Đại Từ").unit) == "Xã Tân Chu"
    assert str(resolve("Tân Chu, huyện Đại Từ").unit) == "Xã Tân Chu"


def test_merged_units_send_their_places_to_the_new_one(ground):
    stores = [factories.store(f"Chợ {n}", unit=unit) for n, unit in enumerate(ground[:2])]
    record(merged(ground[:2], Receiver(kind="phuong", name="Chu Lang", code="99001"), **A_DAY_AGO))
    ward = current("Chu Lang", "phuong")
    assert {Store.objects.get(pk=store.pk).unit for store in stores} == {ward}
    assert ward.area_km2 == 20


def test_a_unit_that_others_join_stays_itself_and_grows(ground):
    store = factories.store(unit=ground[1])
    record(merged(ground[:2], Receiver(unit=ground[0]), **A_DAY_AGO))
    store.refresh_from_db()
    grown = Unit.objects.get(pk=ground[0].pk)
    assert (grown.is_current, grown.area_km2, store.unit) == (True, 20, grown)


def test_places_of_a_split_unit_wait_for_a_person(ground):
    store = factories.store(unit=ground[0])
    proposal = split(
        ground[0], [Receiver(unit=ground[0]), Receiver(kind="xa", name="Đá Mài", code="99002")], **A_DAY_AGO
    )
    assert [effect.text for effect in effects(proposal)] == ["1 điểm bán cần người chọn"]
    record(proposal)
    store.refresh_from_db()
    assert not store.unit.is_current
    assert [row for _ref, row in waiting()] == [store]
    assert {str(unit) for unit in Family.load().today(store.unit)} == {"Xã Quân Chu", "Xã Đá Mài"}
    assert (resolve("Quân Chu").kind, resolve("Quân Chu").unit) == ("split", None)


def test_a_person_places_what_waits_and_the_log_says_who(ground, cast):
    store = factories.store(unit=ground[0])
    record(split(ground[0], [Receiver(unit=ground[0]), Receiver(unit=ground[1])], **A_DAY_AGO))
    ref = reference("stores.store", "unit")
    with pytest.raises(ChangeError):
        changes.place(ref, store, ground[2], actor=cast.store_officer)
    changes.place(ref, store, ground[1], actor=cast.store_officer)
    store.refresh_from_db()
    assert store.unit == ground[1]
    assert UnitEvent.objects.latest("pk").actor == cast.store_officer
    with pytest.raises(ChangeError, match="đã được xếp rồi"):
        changes.place(ref, store, ground[1], actor=cast.store_officer)


def test_what_waits_is_moved_when_its_parts_become_one_again(ground):
    store = factories.store(unit=ground[0])
    parts = [Receiver(kind="xa", name=name, code=code) for name, code in (("Bắc Chu", "99003"), ("Nam Chu", "99004"))]
    record(split(ground[0], parts, on=date(2026, 3, 1), **PAPERS))
    record(merged([current("Bắc Chu"), current("Nam Chu")], Receiver(kind="xa", name="Chu", code="99005"), **A_DAY_AGO))
    store.refresh_from_db()
    assert str(store.unit) == "Xã Chu"
    assert str(resolve("Mỹ Yên").unit) == "Xã Chu"


def test_events_follow_too_and_so_do_drafts(ground, site_home):
    event = factories.event(site_home, unit=ground[0])
    event.title = "Đang sửa"
    event.save_revision()
    record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    event.refresh_from_db()
    assert str(event.unit) == "Xã Tân Chu"
    assert str(event.get_latest_revision_as_object().unit) == "Xã Tân Chu"
    assert type(event).objects.get(pk=event.pk).title != "Đang sửa"


def test_an_old_draft_cannot_bring_an_ended_unit_back(ground):
    store = factories.store(unit=ground[0])
    old = store.save_revision()
    store.save_revision()
    record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    old.refresh_from_db()
    old.publish()
    assert str(Store.objects.get(pk=store.pk).unit) == "Xã Tân Chu"


@pytest.fixture
def arrives(monkeypatch):
    """Makes a day today."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_: day)


# --- When --------------------------------------------------------------------------------------------------------------


def test_a_change_waits_for_its_day(ground, arrives):
    day = timezone.localdate() + timedelta(days=10)
    change = record(renamed(ground[0], "Tân Chu", on=day, **PAPERS))
    assert (change.state, changes.apply_due()) == ("planned", 0)
    assert Unit.objects.get(pk=ground[0].pk).is_current
    arrives(day)
    assert changes.apply_due() == 1
    assert current("Tân Chu").valid_from == day


def test_a_planned_change_that_no_longer_fits_is_left_to_a_person(ground, arrives):
    day = timezone.localdate() + timedelta(days=10)
    change = record(renamed(ground[0], "Tân Chu", on=day, **PAPERS))
    Unit.objects.create(code="X", kind="xa", name="Tân Chu", slug="tan-chu", province_name="Thái Nguyên")
    arrives(day)
    assert changes.apply_due() == 0
    change.refresh_from_db()
    assert (change.state, "Tân Chu" in change.problem) == ("failed", True)
    assert Unit.objects.get(pk=ground[0].pk).is_current


def test_a_planned_change_can_be_cancelled(ground):
    change = record(renamed(ground[0], "Tân Chu", on=date(2090, 1, 1), **PAPERS))
    with pytest.raises(ChangeError, match="chờ áp dụng"):
        record(retyped(ground[0], "phuong", **A_DAY_AGO))
    changes.cancel(change, actor=None)
    record(retyped(ground[0], "phuong", **A_DAY_AGO))


# --- What is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda u: renamed(u[0], "Quân Chu", **A_DAY_AGO), "giống hệt"),
        (lambda u: renamed(u[0], "Văn Lang", **A_DAY_AGO), "Đã có một đơn vị"),
        (lambda u: renamed(u[0], "Tân", on=date(2025, 7, 1), **PAPERS), "sau ngày 01/07/2025"),
        (lambda u: renamed(u[0], "Tân", on=date(2026, 7, 1), decision=" ", source="x"), "văn bản"),
        (lambda u: merged([u[0]], Receiver(kind="xa", name="Tân", code="9"), **A_DAY_AGO), "ít nhất hai"),
        (lambda u: merged(u[:2], Receiver(kind="xa", name="Tân", code=u[2].code), **A_DAY_AGO), "mã riêng"),
        (lambda u: split(u[0], [Receiver(unit=u[0])], **A_DAY_AGO), "ít nhất hai"),
        (lambda u: split(u[0], [Receiver(unit=u[1]), Receiver(unit=u[1])], **A_DAY_AGO), "hai lần"),
    ],
)
def test_what_cannot_be_is_refused_in_words(ground, make, says):
    with pytest.raises(ChangeError, match=says):
        record(make(ground))
    assert Unit.objects.current().count() == 3
    assert not UnitChange.objects.exists()


@pytest.mark.parametrize("role", ["commune_officer", "editor", "approver", "inspector", "auditor"])
def test_others_than_store_officers_may_not(ground, cast, role):
    with pytest.raises(PermissionDenied):
        changes.record(renamed(ground[0], "Tân Chu", **A_DAY_AGO), actor=getattr(cast, role))
    assert not UnitChange.objects.exists()


@pytest.mark.parametrize("role", ["store_officer", "administrator"])
def test_store_officers_and_administrators_may(ground, cast, role):
    changes.record(renamed(ground[0], "Tân Chu", **A_DAY_AGO), actor=getattr(cast, role))
    assert {event.actor for event in UnitEvent.objects.all()} == {getattr(cast, role)}


def test_the_log_cannot_be_rewritten(ground):
    record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    event = UnitEvent.objects.first()
    for attempt in (event.save, event.delete):
        with pytest.raises(TypeError):
            attempt()


# --- Undoing -----------------------------------------------------------------------------------------------------------


def snapshot() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in (Unit, UnitSuccession)]
    return [*rows, list(Store.objects.order_by("pk").values("pk", "unit", "folded"))]


@pytest.mark.parametrize(
    "make",
    [
        lambda u: renamed(u[0], "Tân Chu", **A_DAY_AGO),
        lambda u: retyped(u[0], "phuong", **A_DAY_AGO),
        lambda u: merged(u[:2], Receiver(kind="xa", name="Quân Chu", code=u[0].code), **A_DAY_AGO),
        lambda u: merged(u[:2], Receiver(unit=u[1]), **A_DAY_AGO),
        lambda u: split(u[0], [Receiver(unit=u[0]), Receiver(unit=u[2])], **A_DAY_AGO),
    ],
    ids=["rename", "retype", "merge", "join", "split"],
)
def test_undoing_leaves_everything_as_it_was(ground, make):
    for unit in ground:
        factories.store(f"Chợ {unit}", unit=unit)
    before = snapshot()
    change = record(make(ground))
    assert snapshot() != before
    assert changes.undo(change, actor=None).state == "undone"
    assert snapshot() == before
    record(make([Unit.objects.get(pk=unit.pk) for unit in ground]))  # and it can be recorded again


def test_nothing_is_undone_once_something_else_has_changed(ground):
    store = factories.store(unit=ground[0])
    first = record(renamed(ground[0], "Tân Chu", on=date(2026, 3, 1), **PAPERS))
    second = record(retyped(current("Tân Chu"), "phuong", **A_DAY_AGO))
    with pytest.raises(ChangeError, match="Phường Tân Chu"):
        changes.undo(first, actor=None)
    store.refresh_from_db()
    Store.objects.filter(pk=store.pk).update(unit=ground[1])
    with pytest.raises(ChangeError, match="đã được sửa"):
        changes.undo(second, actor=None)
    Store.objects.filter(pk=store.pk).update(unit=store.unit)
    factories.store("Mới", unit=current("Tân Chu", "phuong"))
    with pytest.raises(ChangeError, match="Mới"):
        changes.undo(second, actor=None)


# --- Reference data ----------------------------------------------------------------------------------------------------


def test_loading_reference_data_neither_undoes_nor_doubles_what_staff_recorded():
    load_reference()
    quan_chu, dong_hy = Unit.objects.get(slug="quan-chu"), Unit.objects.get(slug="dong-hy")
    record(retyped(quan_chu, "phuong", **A_DAY_AGO))
    record(renamed(dong_hy, "Hóa Thượng", **A_DAY_AGO))
    record(merged(list(Unit.objects.filter(slug__in=["van-lang-na-ri", "na-ri"])),
                  Receiver(kind="xa", name="Yến Lạc", code="99009"), **A_DAY_AGO))  # fmt: skip
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, UnitSuccession)]
    for update in (False, True):
        outcome = load_reference(update=update)
        assert (outcome["units"].created, outcome["units"].updated, outcome["successions"].created) == (0, 0, 0)
    assert before == [list(model.objects.order_by("pk").values()) for model in (Unit, UnitSuccession)]


# --- The screens -------------------------------------------------------------------------------------------------------

LIST = "/quan-tri/doi-xa-phuong/"
FILLED = {"on": "2026-07-01", **PAPERS}


def create_url(kind: str) -> str:
    return f"{LIST}create/?loai={kind}"


def test_a_change_is_previewed_before_it_is_recorded(ground, cast, client):
    client.force_login(cast.store_officer)
    factories.store(unit=ground[0])
    form = {"unit": ground[0].pk, "name": "Tân Chu", **FILLED}
    assert "1 điểm bán sẽ chuyển sang Xã Tân Chu" in client.post(create_url("rename"), form).content.decode()
    assert not UnitChange.objects.exists()
    response = client.post(create_url("rename"), form | {"ghi": "1"}, follow=True)
    assert "Xã Quân Chu → Xã Tân Chu" in response.content.decode()
    assert current("Tân Chu")
    assert "Xã Tân Chu" in client.get(LIST).content.decode()


def test_what_does_not_fit_is_said_in_the_form_and_nothing_typed_is_lost(ground, cast, client):
    client.force_login(cast.store_officer)
    form = {"unit": ground[0].pk, "name": "Văn Lang", **FILLED}
    html = client.post(create_url("rename"), form | {"ghi": "1"}).content.decode()
    assert "Đã có một đơn vị tên Xã Văn Lang." in html
    assert 'value="Công báo số 5"' in html


def test_a_merge_and_a_split_are_recorded_by_their_forms(ground, cast, client):
    client.force_login(cast.store_officer)
    merge = {"units": [unit.pk for unit in ground[:2]], "kind": "phuong", "name": "Chu Lang", **FILLED}
    client.post(create_url("merge"), merge | {"ghi": "1"})
    ward = current("Chu Lang", "phuong")
    assert ward.code == ground[0].code
    parts = {"part1_unit": ward.pk, "part2_kind": "xa", "part2_name": "Đá Mài", "part2_code": "99002",
             "part2_lat": "21.6", "part2_lng": "105.7"}  # fmt: skip
    client.post(create_url("split"), {"unit": ward.pk, **parts, **FILLED, "on": "2026-08-01", "ghi": "1"})
    assert (current("Đá Mài").lat, current("Chu Lang", "phuong").code) == (21.6, ward.code)


def test_the_work_list_says_the_closest_and_chooses_nothing(ground, cast, client):
    client.force_login(cast.store_officer)
    store = factories.store(unit=ground[0], at=(21.6, 105.7))
    far, near = (
        Receiver(kind="xa", name="Xa", code="1", lat=22.0, lng=105.9),
        Receiver(kind="xa", name="Gần", code="2", lat=21.61, lng=105.71),
    )
    record(split(ground[0], [far, near], **A_DAY_AGO))
    html = client.get(f"{LIST}cho-xep/").content.decode()
    assert "Xã Gần (1,5 km, gần nhất)" in html
    assert "checked" not in html
    assert "cần người xếp" in client.get(LIST).content.decode()
    client.post(f"{LIST}cho-xep/", {"dong": f"stores.store:unit:{store.pk}", "don-vi": current("Xa").pk})
    store.refresh_from_db()
    assert store.unit == current("Xa")
    assert "Không còn dòng nào chờ xếp." in client.get(f"{LIST}cho-xep/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"dong": "x"}, {"dong": "stores.store:unit:9", "don-vi": "9"}])
def test_a_broken_request_to_the_work_list_places_nothing(ground, cast, client, sent):
    client.force_login(cast.store_officer)
    assert client.post(f"{LIST}cho-xep/", sent).status_code in (302, 404)


def test_a_change_is_undone_and_cancelled_on_its_page(ground, cast, client):
    client.force_login(cast.store_officer)
    change = record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    page = f"{LIST}inspect/{change.pk}/"
    assert "Hoàn tác" in client.get(page).content.decode()
    client.post(page, {"viec": "hoan-tac"})
    assert UnitChange.objects.get().state == "undone"
    later = record(renamed(ground[0], "Tân Chu", on=date(2090, 1, 1), **PAPERS))
    client.post(f"{LIST}inspect/{later.pk}/", {"viec": "huy"})
    assert UnitChange.objects.get(pk=later.pk).state == "cancelled"


@pytest.mark.parametrize("role", ["commune_officer", "editor", "inspector", "decision_maker", "auditor"])
def test_others_reach_no_screen_that_changes_anything(ground, cast, client, role):
    change = record(renamed(ground[0], "Tân Chu", **A_DAY_AGO))
    client.force_login(getattr(cast, role))
    form = {"unit": ground[1].pk, "name": "Tân Lang", **FILLED, "ghi": "1"}
    for path, sent in (
        (create_url("rename"), form), (f"{LIST}cho-xep/", {}), (f"{LIST}inspect/{change.pk}/", {"viec": "hoan-tac"}),
    ):  # fmt: skip
        assert client.post(path, sent).status_code in (302, 403)
    assert client.get(f"{LIST}cho-xep/").status_code in (302, 403)
    assert [row.state for row in UnitChange.objects.all()] == ["applied"]
    assert client.get(LIST).status_code == (200 if role == "auditor" else 302)


def test_a_stranger_is_sent_to_the_sign_in_form(ground, client):
    for path in (LIST, create_url("rename"), f"{LIST}cho-xep/"):
        assert client.get(path)["Location"].startswith("/quan-tri/login/")


def test_units_are_neither_made_nor_deleted_nor_renamed_by_hand(ground, cast, client):
    client.force_login(cast.administrator)
    assert client.get("/quan-tri/home/unit/create/").status_code in (302, 403)
    client.post(
        f"/quan-tri/home/unit/edit/{ground[0].pk}/", {"name": "Khác", "note": "Đã xem", "lat": "21.5", "lng": "105.7"}
    )
    unit = Unit.objects.get(pk=ground[0].pk)
    assert (unit.name, unit.note) == ("Quân Chu", "Đã xem")
