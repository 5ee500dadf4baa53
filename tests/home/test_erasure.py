"""Retention: what is kept how long, carried out every day."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home import (
    erasure,
    registration,  # noqa: F401 - declares the foundation's own retention
)
from home.models import Holiday, JobKey, Notification, ScheduledRun
from home.notify import notify, send_again
from tests.home.sample_jobs import run_ready, stop_clock

pytestmark = pytest.mark.django_db
Status = Notification.Status
PERSONAL = ("recipient", "subject", "body", "html", "last_error")


@pytest.fixture
def clock():
    with stop_clock() as clock:
        yield clock


@pytest.fixture
def no_rules(monkeypatch):
    monkeypatch.setattr(erasure, "_registered", {})


def sent_mail() -> Notification:
    notification = notify("mail_check", "lan@example.vn", {"name": "Lan"}, "check/1")
    run_ready()
    return Notification.objects.get(pk=notification.pk)


def test_a_sent_mail_forgets_its_receiver_and_words_after_180_days(clock):
    notification = sent_mail()
    clock.forward(days=179)
    erasure.erase_due()
    notification.refresh_from_db()
    assert notification.recipient == "lan@example.vn"
    clock.forward(days=1)
    assert "home.Notification: 1" in erasure.erase_due()
    notification.refresh_from_db()
    assert [getattr(notification, name) for name in PERSONAL] == [""] * len(PERSONAL)
    assert (notification.status, notification.erased_at) == (Status.SENT, clock.now)
    assert "home.Notification" not in erasure.erase_due()


def test_after_erasure_the_key_still_keeps_the_mail_from_being_sent_twice(clock):
    notification = sent_mail()
    clock.forward(days=200)
    erasure.erase_due()
    assert notify("mail_check", "lan@example.vn", {"name": "Lan"}, "check/1") == notification
    assert DBTaskResult.objects.filter(status="READY").count() == 0


def test_the_period_is_a_setting(clock, settings):
    settings.NOTIFICATION_RETENTION_DAYS = 10
    notification = sent_mail()
    clock.forward(days=10)
    erasure.erase_due()
    notification.refresh_from_db()
    assert notification.recipient == ""


def test_a_failed_mail_is_erased_and_cannot_be_sent_again_then(clock):
    notification = notify("mail_check", "no address", {"name": "Lan"}, "check/1")
    clock.forward(days=180)
    erasure.erase_due()
    notification.refresh_from_db()
    assert [getattr(notification, name) for name in PERSONAL] == [""] * len(PERSONAL)
    assert send_again(notification) is False


def test_a_mail_still_owed_is_kept(clock):
    notify("mail_check", "lan@example.vn", {"name": "Lan"}, "check/1")
    clock.forward(days=400)
    erasure.erase_due()
    assert Notification.objects.get().recipient == "lan@example.vn"


def test_results_of_jobs_are_kept_two_weeks_and_take_their_keys_along(clock):
    sent_mail()
    assert JobKey.objects.count() == 1
    clock.forward(days=14)
    erasure.erase_due()
    assert DBTaskResult.objects.count() == JobKey.objects.count() == 0


def test_many_rows_are_erased_in_batches(no_rules, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(erasure, "BATCH", 10)
    day = timezone.localdate()
    ScheduledRun.objects.bulk_create(ScheduledRun(name=f"job {n}", day=day) for n in range(25))
    sizes = []
    erasure.register_erasure(
        ScheduledRun, after=timedelta(0), since="queued_at", what=lambda rows: sizes.append(rows.count()) or 1
    )
    assert erasure.erase_due() == "home.ScheduledRun: 3"
    assert sizes == [10, 10, 5]


def test_only_the_rows_the_rule_names_are_deleted(no_rules, clock):
    for name in ("keep", "drop"):
        ScheduledRun.objects.create(name=name, day=clock.now.date())
    erasure.register_erasure(ScheduledRun, after=timedelta(days=1), since="queued_at", where=Q(name="drop"))
    clock.forward(days=2)
    assert erasure.erase_due() == "home.ScheduledRun: 1"
    assert ScheduledRun.objects.get().name == "keep"


def test_a_rule_that_fails_does_not_hold_up_the_others_and_is_tried_again(no_rules, clock, caplog):
    Holiday.objects.create(date=clock.now.date(), name="Tết")
    ScheduledRun.objects.create(name="old", day=clock.now.date())

    def fail(rows):
        raise OSError("disk full")

    erasure.register_erasure(Holiday, after=timedelta(0), since="date", what=fail)
    erasure.register_erasure(ScheduledRun, after=timedelta(0), since="queued_at")
    with pytest.raises(RuntimeError, match=r"home\.Holiday"):
        erasure.erase_due()
    assert not ScheduledRun.objects.exists()
    assert "disk full" in caplog.text
