"""The sweeper: finds jobs of dead workers, exactly once, and trusts no clock."""

import threading

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home.jobs.events import silent
from home.jobs.keeper import Keeper
from home.jobs.sweeper import Sweeper
from home.jobs.worker import JobWorker
from home.models import JobWorker as WorkerRow
from tests.home.sample_jobs import note, one_connection, stop_clock

pytestmark = pytest.mark.django_db
PATIENCE = 30


class Stopwatch:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def stopwatch():
    return Stopwatch()


@pytest.fixture
def sweeper(stopwatch):
    return Sweeper(PATIENCE, stopwatch)


def running_job(worker: str = "w1") -> DBTaskResult:
    """A job that `worker` took and has not ended."""
    result = note.enqueue("chè")
    row = DBTaskResult.objects.get(pk=result.id)
    row.claim(worker)
    WorkerRow.objects.get_or_create(
        worker_id=worker, defaults={"host": "h", "pid": 1, "beats": 1, "beat_at": timezone.now()}
    )
    return row


def beat(worker: str = "w1") -> None:
    row = WorkerRow.objects.get(pk=worker)
    WorkerRow.objects.filter(pk=worker).update(beats=row.beats + 1)


def test_a_killed_workers_job_waits_again_and_the_attempt_counts(sweeper, stopwatch):
    row = running_job()
    assert sweeper.look() == []
    stopwatch.seconds = PATIENCE - 1
    assert sweeper.look() == []
    stopwatch.seconds = PATIENCE
    assert [(found.pk, result) for found, result in sweeper.look()] == [(row.pk, "again")]
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    assert row.run_after <= timezone.now()
    assert row.worker_ids == ["w1"]
    assert "died during attempt 1" in row.traceback
    assert not WorkerRow.objects.exists()


def test_a_long_job_is_left_alone_while_its_worker_beats(sweeper, stopwatch):
    row = running_job()
    for _ in range(100):
        assert sweeper.look() == []
        stopwatch.seconds += PATIENCE / 2
        beat()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_a_clock_that_jumps_kills_nobody(sweeper, stopwatch):
    running_job()
    sweeper.look()
    with stop_clock() as clock:
        clock.forward(days=400)
        stopwatch.seconds = 5
        assert sweeper.look() == []


def test_a_worker_nobody_has_heard_of_is_watched_as_long(sweeper, stopwatch):
    """It died before its first beat, or is a plain `db_worker`, which must not serve this queue."""
    running_job()
    WorkerRow.objects.all().delete()
    assert sweeper.look() == []
    stopwatch.seconds = PATIENCE
    assert len(sweeper.look()) == 1


def test_after_a_held_up_database_the_watch_begins_anew(sweeper, stopwatch):
    running_job()
    sweeper.look()
    sweeper.forget()
    stopwatch.seconds = PATIENCE
    assert sweeper.look() == []


def test_a_job_that_kills_its_workers_is_given_up_after_its_attempts(sweeper, stopwatch):
    row = running_job("w1")
    for number in range(2, 6):
        sweeper.look()
        stopwatch.seconds += PATIENCE
        sweeper.look()
        row.refresh_from_db()
        if row.status == TaskResultStatus.FAILED:
            break
        row.claim(f"w{number}")
    assert row.status == TaskResultStatus.FAILED
    assert len(row.worker_ids) == note.attempts == 4


def test_two_sweepers_rescue_a_job_once(stopwatch, monkeypatch):
    """Both have read the job as running before either writes."""
    running_job()
    sweepers = [Sweeper(PATIENCE, stopwatch), Sweeper(PATIENCE, stopwatch)]
    for sweeper in sweepers:
        sweeper.look()
    stopwatch.seconds = PATIENCE
    first, second = sweepers
    original = first._dead

    def dead_and_meanwhile_the_other_looks(running):
        found = original(running)
        results.extend(second.look())
        return found

    results: list = []
    monkeypatch.setattr(first, "_dead", dead_and_meanwhile_the_other_looks)
    results.extend(first.look())
    assert len(results) == 1
    assert DBTaskResult.objects.get().worker_ids == ["w1"]


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_the_same_instant_rescue_each_job_once(stopwatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's tests run in memory, on one connection; test_notify_faults.py races real processes")
    for _ in range(20):
        running_job()
    sweepers = [Sweeper(PATIENCE, stopwatch) for _ in range(4)]
    for sweeper in sweepers:
        sweeper.look()
    stopwatch.seconds = PATIENCE
    barrier = threading.Barrier(len(sweepers))
    rescued: list = []

    def race(sweeper):
        barrier.wait()
        rescued.extend(row.pk for row, _result in sweeper.look())
        connection.close()

    threads = [threading.Thread(target=race, args=[sweeper]) for sweeper in sweepers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rescued) == len(set(rescued)) == 20


def test_the_keeper_signs_on_beats_and_signs_off():
    keeper = Keeper(JobWorker(silent), silent, heartbeat=5, patience=30)
    keeper.beat()
    keeper.beat()
    row = WorkerRow.objects.get()
    assert (row.worker_id, row.beats) == (keeper.worker.worker_id, 2)
    keeper.stop()
    assert not WorkerRow.objects.exists()


def test_the_keeper_signs_on_again_after_it_was_struck_off():
    keeper = Keeper(JobWorker(silent), silent, heartbeat=5, patience=30)
    keeper.beat()
    WorkerRow.objects.all().delete()
    keeper.beat()
    assert WorkerRow.objects.get().beats == 2


def test_trouble_in_one_duty_of_the_keeper_does_not_stop_the_others(monkeypatch):
    events = []
    monkeypatch.setattr("home.jobs.keeper.connections.close_all", lambda: None)
    monkeypatch.setattr("home.jobs.recovery.recover_all", lambda: 1 / 0)
    monkeypatch.setattr("home.jobs.schedule.tick", lambda: ["x"])
    keeper = Keeper(JobWorker(silent), lambda event, **fields: events.append((event, fields)), heartbeat=5, patience=30)
    with one_connection():
        keeper.round()
    assert [event for event, _fields in events] == ["scheduled", "keeper_error"]
    assert WorkerRow.objects.exists()


def test_a_worker_stops_when_its_parent_is_gone():
    worker = JobWorker(silent)
    keeper = Keeper(worker, silent, heartbeat=5, patience=30, parent=0)
    keeper._watch_parent()
    assert worker.running is False
