"""How a running job ends: done, tried again, given up. The only code that writes the state of a queued job.

Every ending locks the row and looks whether the job still belongs to the worker that started it. A worker that was
taken for dead and comes back with a result finds that it does not, and writes nothing.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from home.jobs.job import GiveUp, Job

logger = logging.getLogger("home.jobs")

DONE, AGAIN, FAILED, LOST = "done", "again", "failed", "lost"


class WorkerLost(Exception):
    """The worker that ran the job was killed, or its machine went away."""


def succeed(claimed: DBTaskResult, value: Any) -> str:
    """Record the result of a job that returned."""
    with transaction.atomic():
        row = _still_ours(claimed)
        if row is None:
            return LOST
        row.set_successful(value)
    _announce(row)
    return DONE


def fail(claimed: DBTaskResult, error: BaseException) -> str:
    """Record the error of a job that raised, and let it wait for its next attempt or give it up."""
    job = task_of(claimed)
    attempt = len(claimed.worker_ids)
    again = isinstance(job, Job) and attempt < job.attempts and not isinstance(error, GiveUp)
    return _end(claimed, error, job.delay(attempt) if again else None)


def rescue(claimed: DBTaskResult) -> str:
    """Queue a job again whose worker is dead; one that has used up its attempts is given up instead.

    It does not wait: the dead worker says nothing about the job, and a job that kills its workers runs out of attempts.
    """
    job = task_of(claimed)
    attempt = len(claimed.worker_ids)
    again = isinstance(job, Job) and attempt < job.attempts
    error = WorkerLost(f"Worker {claimed.worker_ids[-1]} died during attempt {attempt}.")
    return _end(claimed, error, timedelta(0) if again else None)


def revive(job: DBTaskResult) -> bool:
    """Staff's answer to a failure: queue the job once more, with all its attempts. False when it has not failed."""
    failed = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.FAILED)
    return bool(failed.update(status=TaskResultStatus.READY, run_after=timezone.now(), finished_at=None, worker_ids=[]))


def task_of(row: DBTaskResult) -> Task | None:
    """The function's task; None when the code that queued it no longer exists."""
    try:
        return row.task
    except (ImportError, SuspiciousOperation):
        return None


def _end(claimed: DBTaskResult, error: BaseException, delay: timedelta | None) -> str:
    with transaction.atomic():
        row = _still_ours(claimed)
        if row is None:
            return LOST
        row.set_failed(error)
        if delay is not None:
            row.status = TaskResultStatus.READY
            row.run_after = timezone.now() + delay
            row.finished_at = None
            row.save(update_fields=["status", "run_after", "finished_at"])
    if delay is None:
        _announce(row)
        return FAILED
    logger.warning("Job %s %s failed (%s), next attempt in %s", row.task_path, row.id, type(error).__name__, delay)
    return AGAIN


def _still_ours(claimed: DBTaskResult) -> DBTaskResult | None:
    running = DBTaskResult.objects.select_for_update().filter(pk=claimed.pk, status=TaskResultStatus.RUNNING)
    row = running.first()
    return row if row is not None and row.worker_ids == claimed.worker_ids else None


def _announce(row: DBTaskResult) -> None:
    """django-tasks' own signal; its listener logs what failed as an error."""
    task = task_of(row)
    if task is None:
        logger.error("Job %s %s failed: its code no longer exists", row.task_path, row.id)
    else:
        task_finished.send(type(task.get_backend()), task_result=row.task_result)
