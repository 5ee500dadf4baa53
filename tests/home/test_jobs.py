"""Jobs: queued with their transaction, tried again with growing pauses, given up in sight, not queued twice."""

import logging
from datetime import timedelta
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction
from django_tasks import task_backends
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home.jobs import outcome
from home.jobs import worker as module
from home.jobs.worker import JobWorker
from tests.home import sample_jobs
from tests.home.sample_jobs import done, hopeless, note, run_ready, stubborn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done_yet():
    done.clear()
    sample_jobs.failures_left = 0


@pytest.fixture
def clock():
    with sample_jobs.stop_clock() as clock:
        yield clock


@pytest.fixture
def events():
    return Events()


class Events(list):
    def __call__(self, event, **fields):
        self.append({"event": event, **fields})


def only_row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_job_is_an_ordinary_task_of_the_background_queue():
    assert isinstance(note, Task)
    result = note.enqueue("chè")
    assert result.task == note
    assert only_row().backend_name == "background"
    run_ready()
    assert done == ["chè"]
    assert note.get_result(result.id).return_value == "chè"


def test_a_job_may_be_queued_through_the_backend_like_any_task():
    task_backends["background"].enqueue(note.using(priority=5), ("chè",), {})
    run_ready()
    assert done == ["chè"]


def test_a_rollback_takes_the_job_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        note.enqueue("chè")
        raise RuntimeError
    run_ready()
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_no_worker_sees_a_job_before_its_commit():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's tests run in memory, on one connection")
    with transaction.atomic():
        note.enqueue("chè")
        assert rows_seen_by_others() == 0
    assert rows_seen_by_others() == 1


def rows_seen_by_others() -> int:
    seen = []

    def look():
        seen.append(DBTaskResult.objects.count())
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    return seen[0]


def test_a_failed_job_waits_longer_each_time_and_then_succeeds(clock, caplog):
    sample_jobs.failures_left = 2
    stubborn.enqueue()
    run_ready()
    first = only_row()
    assert first.status == TaskResultStatus.READY
    assert timedelta(seconds=8) <= first.run_after - clock.now <= timedelta(seconds=12)
    assert first.exception_class_path.endswith("Unreachable")
    assert "mail.example.vn" in first.traceback
    run_ready()
    assert done == [1], "it must not run before its time"
    clock.forward(seconds=13)
    run_ready()
    assert timedelta(seconds=16) <= only_row().run_after - clock.now <= timedelta(seconds=24)
    clock.forward(seconds=25)
    run_ready()
    assert done == [1, 2, 3]
    last = only_row()
    assert (last.status, last.exception_class_path, last.traceback) == (TaskResultStatus.SUCCESSFUL, "", "")
    assert [record.levelname for record in caplog.records if record.name == "home.jobs"] == ["WARNING"] * 2


def test_the_pause_is_capped_and_scattered():
    pauses = {stubborn.delay(100) for _ in range(50)}
    assert len(pauses) > 40
    assert min(pauses) >= timedelta(seconds=24)
    assert max(pauses) <= timedelta(seconds=36)


def test_a_job_that_never_succeeds_is_given_up_where_staff_can_see_it(clock, caplog):
    sample_jobs.failures_left = 99
    stubborn.enqueue()
    for _ in range(10):
        run_ready()
        clock.forward(hours=1)
    assert done == [1, 2, 3, 4]
    row = only_row()
    assert row.status == TaskResultStatus.FAILED
    assert "mail.example.vn" in row.traceback
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert errors[0].exc_info[0] is sample_jobs.Unreachable


def test_a_hopeless_job_is_not_tried_again(clock):
    hopeless.enqueue()
    run_ready()
    clock.forward(days=1)
    run_ready()
    assert done == ["tried"]
    assert only_row().status == TaskResultStatus.FAILED


def test_a_job_whose_code_is_gone_fails_without_stopping_the_worker(caplog):
    note.enqueue("chè")
    DBTaskResult.objects.update(task_path="tests.home.sample_jobs.removed")
    note.enqueue("làn")
    run_ready()
    assert done == ["làn"]
    assert DBTaskResult.objects.failed().count() == 1
    assert "code no longer exists" in caplog.text


def test_a_waiting_job_is_not_queued_twice_under_one_key():
    first = note.enqueue_once("pack", "chè")
    second = note.enqueue_once("pack", "chè")
    other = note.enqueue_once("pack/2", "chè")
    assert first.id == second.id != other.id
    run_ready()
    assert done == ["chè", "chè"]


def test_a_finished_or_running_job_does_not_keep_a_new_one_out():
    """The running one may have read the data before they were changed again."""
    first = note.enqueue_once("pack", "một")
    run_ready()
    second = note.enqueue_once("pack", "hai")
    DBTaskResult.objects.filter(pk=second.id).update(status=TaskResultStatus.RUNNING)
    third = note.enqueue_once("pack", "ba")
    assert len({first.id, second.id, third.id}) == 3


def test_a_key_is_forgotten_with_its_job():
    note.enqueue_once("pack", "một")
    DBTaskResult.objects.all().delete()
    assert note.enqueue_once("pack", "hai").args == ["hai"]


def test_the_worker_tells_of_every_job_without_its_arguments(events):
    note.enqueue("Nguyễn Văn A")
    hopeless.enqueue()
    run_ready(events)
    assert [(event["event"], event["job"].rsplit(".")[-1], event["result"]) for event in events] == [
        ("job", "note", "done"),
        ("job", "hopeless", "failed"),
    ]
    assert "Nguyễn" not in str(events)


def test_a_worker_taken_for_dead_does_not_overwrite_what_came_after_it():
    note.enqueue("chè")
    row = only_row()
    row.claim("slow-worker")
    mine = only_row()
    assert outcome.rescue(only_row()) == "again"
    only_row().claim("quick-worker")
    assert outcome.succeed(mine, "late") == "lost"
    assert outcome.fail(mine, ValueError()) == "lost"
    row = only_row()
    assert (row.status, row.worker_ids) == (TaskResultStatus.RUNNING, ["slow-worker", "quick-worker"])


def test_a_database_error_costs_the_worker_its_name_not_its_life(monkeypatch, events):
    """What it left marked as running belongs to a worker that beats no more, so the sweeper will find it."""
    monkeypatch.setattr(module, "RECONNECT_SECONDS", 0)
    monkeypatch.setattr(module.connections, "close_all", lambda: None)
    worker = JobWorker(events, interval=0)
    name = worker.worker_id
    calls = iter([OperationalError("server closed the connection"), None])

    def library_loop(self):
        if error := next(calls):
            raise error

    monkeypatch.setattr(module.Worker, "run", library_loop)
    worker.run()
    assert worker.worker_id != name
    assert events[0]["event"] == "database_error"


def test_the_second_signal_leaves_the_running_job_to_the_next_worker():
    note.enqueue("chè")
    row = only_row()
    row.claim("w")

    def leave(_row):
        raise SystemExit(1)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("home.jobs.worker._call", leave)
        JobWorker(Events(), once=True).run_task(only_row())
    assert only_row().status == TaskResultStatus.READY
