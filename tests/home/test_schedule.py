"""Daily jobs: once a day whoever ticks, caught up once after an outage, tried again when they fail."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from home.jobs import schedule
from home.jobs.schedule import daily, tick
from home.models import ScheduledRun
from tests import factories
from tests.home.sample_jobs import run_ready, stop_clock

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def clock():
    with stop_clock() as clock:
        clock.now = local("2026-12-01 01:00")
        yield clock


@pytest.fixture
def ran(monkeypatch):
    """One daily job, "tidy" at two o'clock, and nothing else."""
    monkeypatch.setattr(schedule, "_registered", {})
    ran = []

    @daily(at="02:00", name="tidy")
    def tidy():
        ran.append("tidy")
        if "fail" in ran:
            ran.remove("fail")
            raise OSError("disk full")
        return 3

    return ran


def test_a_job_runs_once_a_day_from_its_time_on(ran, clock):
    ScheduledRun.objects.create(name="tidy", day=local("2026-11-30 00:00").date())
    assert tick() == []
    clock.now = local("2026-12-01 02:00")
    assert tick() == ["tidy"]
    assert tick() == []
    run_ready()
    run_ready()
    clock.now = local("2026-12-01 23:59")
    assert tick() == []
    assert ran == ["tidy"]
    run = ScheduledRun.objects.get(day=local("2026-12-01 00:00").date())
    assert (run.succeeded_at, run.outcome) == (local("2026-12-01 02:00"), "3")
    clock.now = local("2026-12-02 02:01")
    assert tick() == ["tidy"]


def test_missed_days_are_caught_up_once(ran, clock):
    ScheduledRun.objects.create(name="tidy", day=local("2026-11-20 00:00").date())
    assert tick() == ["tidy"]
    assert ScheduledRun.objects.latest("day").day == local("2026-11-30 00:00").date()
    assert ScheduledRun.objects.count() == 2
    run_ready()
    assert ran == ["tidy"]


def test_a_new_site_runs_its_jobs_at_once(ran, clock):
    tick()
    run_ready()
    assert ran == ["tidy"]


def test_the_day_is_the_local_day(ran, clock):
    """At 19:30 UTC it is half past two of the next day in Vietnam."""
    clock.now = datetime.fromisoformat("2026-11-30T19:30:00+00:00")
    tick()
    assert ScheduledRun.objects.get().day == local("2026-12-01 00:00").date()


def test_a_failed_job_is_tried_again_the_same_day(ran, clock):
    ran.append("fail")
    tick()
    run_ready()
    assert ScheduledRun.objects.get().succeeded_at is None
    clock.forward(minutes=7)
    run_ready()
    assert ScheduledRun.objects.get().succeeded_at == clock.now
    assert ran == ["tidy", "tidy"]


def test_a_job_run_twice_by_the_queue_works_once(ran, clock):
    """A worker may be killed between the work and its record of it; after the record it does nothing."""
    tick()
    run_ready()
    schedule.run_daily.enqueue("tidy", "2026-11-30")
    run_ready()
    assert ran == ["tidy"]


def test_two_workers_cannot_both_claim_a_day(ran, clock, monkeypatch):
    """The second has seen the day unclaimed before the first wrote it."""
    day = local("2026-11-30 00:00").date()
    assert schedule._claim("tidy", day) is True
    assert schedule._claim("tidy", day) is False
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledRun.objects.create(name="tidy", day=day)


def test_a_job_whose_code_is_gone_is_given_up(ran, clock):
    tick()
    schedule._registered.clear()
    run_ready()
    assert DBTaskResult.objects.failed().count() == 1


def test_looking_costs_one_query(ran, clock, django_assert_num_queries):
    tick()
    with django_assert_num_queries(1):
        tick()


def test_two_jobs_of_one_name_are_refused(ran):
    with pytest.raises(ImproperlyConfigured):
        daily(at="03:00", name="tidy")(lambda: None)


def test_the_site_has_its_daily_jobs():
    from home import registration  # noqa: F401

    jobs = schedule.registered()
    assert {"home.erase_due", "stores.expire_recognitions"} <= set(jobs)


def test_recognitions_expire_by_themselves():
    recognition = factories.recognition(factories.store(), "xanh")
    with stop_clock() as clock:
        clock.now = local(f"{recognition.valid_until + timedelta(days=1)} 00:20")
        assert "stores.expire_recognitions" in tick()
        for _ in range(2):
            run_ready()
    recognition.refresh_from_db()
    assert recognition.state == "expired"
