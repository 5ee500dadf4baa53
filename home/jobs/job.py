"""A task of django-tasks that knows how often and how patiently it is tried again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import Task, TaskResult, TaskResultStatus

BACKEND = "background"
_MAX_DOUBLINGS = 30


class GiveUp(Exception):
    """Raised by a job that would fail again however often it is tried: it fails at once."""


@dataclass(frozen=True, kw_only=True)
class Job(Task):
    """A task with patience. `enqueue` is django-tasks' own.

    The queue is a table of the same database, so `enqueue` writes its row in the caller's transaction: no worker sees
    the job before the commit, a rollback takes it back, and no crash can fall between the commit and the queue.
    """

    retries: int
    backoff: timedelta
    longest_backoff: timedelta

    @property
    def attempts(self) -> int:
        """How often the job is tried at most, killed attempts counted."""
        return self.retries + 1

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after the failed `attempt` (from 1): doubled each time, 20 % scattered, capped."""
        doubled = self.backoff * 2 ** min(attempt - 1, _MAX_DOUBLINGS)
        return min(doubled, self.longest_backoff) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, no secret

    def enqueue_once(self, key: str, *args: Any, **kwargs: Any) -> TaskResult:
        """Enqueue unless the job queued last under `key` still waits; then that one is the answer.

        A job that already runs does not count: it may have read the data before the caller changed them.
        """
        from home.models import JobKey

        with transaction.atomic():
            held, _created = JobKey.objects.select_for_update().get_or_create(key=key)
            waiting = _waiting(held.task_id)
            if waiting is not None:
                return waiting
            result = self.enqueue(*args, **kwargs)
            held.task_id = result.id
            held.save(update_fields=["task_id"])
        return result


def _waiting(task_id: str | None) -> TaskResult | None:
    """The job while it waits. The lock keeps workers from starting it before the caller's data are committed."""
    from django_tasks_db.models import DBTaskResult

    rows = DBTaskResult.objects.select_for_update().filter(pk=task_id, status=TaskResultStatus.READY)
    row = rows.first()
    return row.task_result if row else None


def job(
    *,
    retries: int = 5,
    backoff: timedelta = timedelta(seconds=30),
    longest_backoff: timedelta = timedelta(hours=6),
    priority: int = 0,
    takes_context: bool = False,
) -> Callable[[Callable], Job]:
    """Make a module-level function a job of the background queue; its arguments must be plain JSON values.

    It runs at least once, so it must not mind running twice. With the defaults it is given up after some 16 minutes.
    """

    def decorate(func: Callable) -> Job:
        return Job(
            func=func,
            backend=BACKEND,
            priority=priority,
            takes_context=takes_context,
            retries=retries,
            backoff=backoff,
            longest_backoff=longest_backoff,
        )

    return decorate
