"""The verbs: what they allow, what they refuse, what they write down."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from stores import review
from stores.enums import RecognitionState
from stores.models import CriteriaSet, Recognition, ReviewEvent, Store
from tests import factories

pytestmark = pytest.mark.django_db


def test_recognising_starts_at_the_decision_and_lasts_the_schemes_validity():
    store = factories.store()
    recognition = factories.recognition(store, "xanh", decided_on=date(2026, 7, 1))
    assert recognition.state == RecognitionState.ACTIVE
    assert (recognition.valid_from, recognition.valid_until) == (date(2026, 7, 1), date(2028, 6, 30))
    assert recognition.criteria_set.version == 1


def test_every_verb_is_logged_with_actor_reason_and_criteria(cast):
    recognition = factories.recognition(factories.store())
    review.suspend(recognition, actor=cast.decision_maker, reason="Không niêm yết giá.")
    review.reinstate(recognition, actor=cast.decision_maker, reason="Đã niêm yết.")
    review.withdraw(recognition, actor=cast.decision_maker, reason="Chủ cửa hàng xin rút.")
    events = list(ReviewEvent.objects.filter(recognition=recognition))
    assert [e.verb for e in events] == ["recognise", "suspend", "reinstate", "withdraw"]
    assert [e.to_state for e in events] == ["active", "suspended", "active", "withdrawn"]
    assert events[1].actor == cast.decision_maker
    assert events[1].reason == "Không niêm yết giá."
    assert {e.criteria_set_id for e in events} == {recognition.criteria_set_id}


def test_a_store_cannot_hold_one_scheme_twice_at_a_time():
    store = factories.store(schemes=("xanh",))
    with pytest.raises(review.ReviewError):
        factories.recognition(store, "xanh")
    assert Recognition.objects.count() == 1


def test_a_store_may_hold_both_schemes():
    store = factories.store(schemes=("xanh", "viet"))
    assert Store.objects.holding("diem-kinh-doanh-xanh").get() == store
    assert Store.objects.holding("tu-hao-hang-viet-nam").get() == store


def test_a_withdrawn_store_may_be_recognised_anew():
    store = factories.store()
    review.withdraw(factories.recognition(store), actor=None, reason="Hết kinh doanh.")
    assert factories.recognition(store).is_current


@pytest.mark.parametrize(
    ("first", "second"),
    [("withdraw", "suspend"), ("withdraw", "reinstate"), ("withdraw", "withdraw"), ("suspend", "suspend")],
)
def test_a_verb_that_does_not_fit_the_state_is_refused_and_changes_nothing(first, second):
    recognition = factories.recognition(factories.store())
    getattr(review, first)(recognition, actor=None, reason="Lý do.")
    before = recognition.state
    with pytest.raises(review.ReviewError):
        getattr(review, second)(recognition, actor=None, reason="Lý do.")
    recognition.refresh_from_db()
    assert recognition.state == before
    assert recognition.events.count() == 2


def test_pausing_needs_a_reason():
    recognition = factories.recognition(factories.store())
    with pytest.raises(review.ReviewError):
        review.suspend(recognition, actor=None, reason="  ")


@pytest.mark.parametrize("role", ["editor", "approver", "store_officer", "inspector", "auditor", "commune_officer"])
def test_only_the_decision_maker_decides(cast, role):
    recognition = factories.recognition(factories.store())
    with pytest.raises(PermissionDenied):
        review.suspend(recognition, actor=getattr(cast, role), reason="Lý do.")
    recognition.refresh_from_db()
    assert recognition.state == RecognitionState.ACTIVE


def test_recognising_without_criteria_in_force_is_refused():
    scheme = factories.scheme()
    CriteriaSet.objects.update(state=CriteriaSet.State.RETIRED)
    with pytest.raises(review.ReviewError):
        review.recognise(factories.store(), scheme, actor=None, number="1", decided_on=date(2026, 1, 1))


def test_what_ran_out_reads_as_expired_before_the_job_and_is_expired_by_it():
    recognition = factories.recognition(factories.store(), decided_on=timezone.localdate() - timedelta(days=800))
    assert not recognition.is_current
    assert recognition.public_state == RecognitionState.EXPIRED
    assert review.expire_due() == 1
    recognition.refresh_from_db()
    assert recognition.state == RecognitionState.EXPIRED
    assert review.expire_due() == 0


def test_what_still_runs_cannot_be_expired():
    recognition = factories.recognition(factories.store())
    with pytest.raises(review.ReviewError):
        review.expire(recognition)


def test_the_log_is_append_only():
    event = factories.recognition(factories.store()).events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_publishing_an_old_draft_does_not_change_facts():
    store = factories.store(schemes=("xanh",))
    old_draft = store.save_revision(clean=False)
    store.position.lat = 21.6
    store.position.save()
    review.suspend(store.recognitions.get(), actor=None, reason="Lý do.")
    old_draft.publish()
    store = Store.objects.get(pk=store.pk)
    assert store.position.lat == 21.6
    assert store.recognitions.get().state == RecognitionState.SUSPENDED
