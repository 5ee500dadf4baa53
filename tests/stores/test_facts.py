"""The verbs that write facts: position, hours, the last check. Each with its permission and its line of the log."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from stores import facts, review
from stores.coordinates import doubts, read_point
from stores.models import ReviewEvent, Store, StoreHours, StorePosition, StoreVerification
from tests import factories

pytestmark = pytest.mark.django_db
HERE = {"lat": 21.59, "lng": 105.84, "precision": "exact"}


@pytest.mark.parametrize(
    "text",
    [
        "21.59, 105.84",
        "21.59 105.84",
        "(21.59; 105.84)",
        "21,59 105,84",
        "21,59; 105,84",
        "105.84, 21.59",
        "https://www.google.com/maps/place/X/@21.5,105.8,17z/data=!3m1!4b1!4m6!3d21.59!4d105.84",
        "https://www.google.com/maps/@21.59,105.84,17z",
        "https://maps.google.com/?q=21.59,105.84",
        "https://www.google.com/maps/search/?api=1&query=21.59%2C105.84",
        "https://www.openstreetmap.org/?mlat=21.59&mlon=105.84#map=17/21.1/105.1",
        "https://www.openstreetmap.org/#map=17/21.59/105.84",
        "geo:21.59,105.84?z=17",
        "21°35'24\"N 105°50'24\"E",
        "21°35′24″B 105°50′24″Đ",
    ],
)
def test_a_point_is_read_from_whatever_people_copy(text):
    assert read_point(text) == pytest.approx((21.59, 105.84))


@pytest.mark.parametrize(
    "text", ["", "Chợ Thái", "https://maps.app.goo.gl/abc123", "21.59", "999, 999", "0208 3855 123"]
)
def test_what_holds_no_point_is_none(text):
    assert read_point(text) is None


@pytest.fixture
def unit():
    return factories.unit("Đồng Hỷ", bbox_w=105.8, bbox_s=21.5, bbox_e=105.9, bbox_n=21.6, lat=21.55, lng=105.85)


def test_a_point_far_from_the_commune_is_doubted_with_its_distance(unit):
    factories.unit("Võ Nhai", bbox_w=106.0, bbox_s=21.7, bbox_e=106.2, bbox_n=21.9)
    assert doubts((21.55, 105.85), unit) is None
    assert "cách trung tâm khoảng 35 km" in doubts((21.8, 106.05), unit).text
    assert "ngoài địa bàn tỉnh" in doubts((10.77, 106.7), unit).text


def test_a_position_is_written_with_who_and_logged_with_what_was_before(cast):
    store = factories.store(at=None)
    facts.place(store, actor=cast.store_officer, source="đến tận nơi", **HERE)
    facts.place(store, actor=cast.store_officer, **(HERE | {"lat": 21.6}))
    position = StorePosition.objects.get(store=store)
    assert (position.lat, position.set_by) == (21.6, cast.store_officer)
    first, second = ReviewEvent.objects.filter(store=store, verb="place")
    assert first.actor == cast.store_officer
    assert "đến tận nơi" in first.reason
    assert second.reason.startswith("21.59000, 105.84000 → 21.60000, 105.84000")
    facts.forget_place(store, actor=cast.store_officer)
    assert not StorePosition.objects.filter(store=store).exists()
    assert ReviewEvent.objects.filter(store=store, verb="place").count() == 3


def test_no_place_off_the_globe(cast):
    store = factories.store(at=None)
    with pytest.raises(ValidationError):
        facts.place(store, actor=None, **(HERE | {"lat": 121}))
    assert not StorePosition.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_hours_that_cannot_be_read_are_refused_and_nothing_is_lost(cast):
    store = factories.store(hours="Mo-Su 07:00-19:00")
    with pytest.raises(ValidationError):
        facts.set_hours(store, actor=cast.store_officer, rule="sáng đến chiều")
    assert StoreHours.objects.get(store=store).rule == "Mo-Su 07:00-19:00"
    facts.set_hours(store, actor=cast.store_officer, rule="", note="hỏi trước")
    assert StoreHours.objects.get(store=store).rule == ""


def test_a_check_is_dated_and_answers_what_was_asked(cast):
    store = factories.store()
    review.ask_verification(store, actor=cast.store_officer, reason="Có người báo đã chuyển")
    asked = StoreVerification.objects.get(store=store)
    assert (asked.asked_on, asked.verified_on) == (timezone.localdate(), None)
    review.verify(store, actor=cast.inspector, how="visit")
    done = StoreVerification.objects.get(store=store)
    assert (done.verified_on, done.asked_on, done.set_by) == (timezone.localdate(), None, cast.inspector)
    assert [event.verb for event in ReviewEvent.objects.filter(store=store)] == ["ask_verify", "verify"]


def test_a_check_is_neither_of_tomorrow_nor_older_than_the_last_nor_without_a_way(cast):
    store = factories.store()
    today = timezone.localdate()
    review.verify(store, actor=None, how="call")
    for wrong in ({"on": today + timedelta(days=1)}, {"on": date(2020, 1, 1)}, {"how": "đoán"}):
        with pytest.raises(review.ReviewError):
            review.verify(store, actor=None, **({"how": "call"} | wrong))
    with pytest.raises(review.ReviewError):
        review.ask_verification(store, actor=None, reason=" ")
    assert StoreVerification.objects.get(store=store).verified_on == today


@pytest.mark.parametrize("role", ["editor", "approver", "decision_maker", "commune_officer", "auditor", "contributor"])
def test_who_has_no_right_writes_no_fact(cast, role):
    store, actor = factories.store(at=None), getattr(cast, role)
    for verb in (
        lambda: facts.place(store, actor=actor, **HERE),
        lambda: facts.forget_place(store, actor=actor),
        lambda: facts.set_hours(store, actor=actor, rule="24/7"),
        lambda: review.verify(store, actor=actor, how="visit"),
        lambda: review.ask_verification(store, actor=actor, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert not ReviewEvent.objects.exists()


def test_an_old_draft_undoes_no_check(cast):
    store = factories.store()
    old = store.save_revision(clean=False)
    review.verify(store, actor=None, how="visit")
    old.publish()
    assert Store.objects.get(pk=store.pk).verified_on == timezone.localdate()
