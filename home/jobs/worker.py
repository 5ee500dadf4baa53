"""The loop of `manage.py work`: django-tasks-db's worker with our endings (outcome.py), that survives its database."""

import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks.base import Task, TaskContext
from django_tasks.signals import task_started
from django_tasks.utils import normalize_json
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from home.jobs import outcome
from home.jobs.events import Emit
from home.jobs.job import BACKEND

RECONNECT_SECONDS = 2.0


class JobWorker(Worker):
    """Runs the background queue until told to stop; with `once`, until nothing is ready any more."""

    def __init__(self, emit: Emit, *, interval: float = 1.0, once: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=once,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=new_worker_id(),
        )
        self.emit = emit
        self.stop_reason = ""

    def run(self) -> None:
        """Library loop, begun again under a new name after a database error.

        The old name beats no more. So if the error left a job marked as running, the sweeper finds it like a dead
        worker's, and nothing has to be known about where the error struck.
        """
        while self.running:
            try:
                super().run()
            except (DatabaseError, InterfaceError) as error:
                if self.batch:
                    raise
                self.emit("database_error", worker=self.worker_id, error=str(error).strip())
                connections.close_all()
                self.worker_id = new_worker_id()
                time.sleep(RECONNECT_SECONDS)
            else:
                return

    def stop(self, reason: str) -> None:
        """Finish the running job, take no other. Only sets flags: signal handlers may not write to a stream."""
        self.running = False
        self.stop_reason = self.stop_reason or reason

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish the running job. Second: leave at once; the job counts as killed and runs again."""
        if not self.running:
            self.reset_signals()
            sys.exit(1)
        self.stop(signal.Signals(signum).name)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        row = db_task_result
        self.running_task = True
        started = time.monotonic()
        try:
            result = outcome.succeed(row, _call(row))
        except SystemExit:
            outcome.rescue(row)
            raise
        except Exception as error:
            result = outcome.fail(row, error)
        finally:
            self.running_task = False
            self._run_tasks += 1
        self.emit("job", **describe(row), result=result, seconds=round(time.monotonic() - started, 3))


def _call(row: DBTaskResult) -> object:
    task: Task = row.task
    task_result = row.task_result
    task_started.send(sender=type(task.get_backend()), task_result=task_result)
    function: Callable = task.call
    if task.takes_context:
        return normalize_json(function(TaskContext(task_result=task_result), *task_result.args, **task_result.kwargs))
    return normalize_json(function(*task_result.args, **task_result.kwargs))


def describe(row: DBTaskResult) -> dict[str, str | int]:
    """A job in a line of the log: never its arguments, which may tell of people."""
    return {"id": str(row.pk), "job": row.task_path, "attempt": len(row.worker_ids)}


def new_worker_id() -> str:
    """Unique for every life of a worker, and readable."""
    return f"{socket.gethostname()[:40]}-{get_random_string(12)}"
