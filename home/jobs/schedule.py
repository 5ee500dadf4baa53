"""Daily jobs. An app registers them from `AppConfig.ready()`; the worker runs them, each once a day.

The server may be off at the appointed time: the job then runs when the worker is back, once, however many days it
missed. A job that fails is tried again like any other job.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from home.jobs.job import GiveUp, job


@dataclass(frozen=True)
class Daily:
    """A function to be run once a day from `at` on, local time."""

    name: str
    at: time
    function: Callable[[], object]

    def latest_day(self, now: datetime) -> date:
        """The last day whose appointed time has come."""
        local = timezone.localtime(now)
        return local.date() if local.time() >= self.at else local.date() - timedelta(days=1)


_registered: dict[str, Daily] = {}


def daily(*, at: str, name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Run the function every day at `at` ("02:00"). What it returns is kept as the outcome."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        known = _registered.get(name)
        if known is not None and known.function is not function:
            raise ImproperlyConfigured(f"Two daily jobs are called {name!r}.")
        _registered[name] = Daily(name, time.fromisoformat(at), function)
        return function

    return register


def registered() -> dict[str, Daily]:
    """All daily jobs by name."""
    return dict(_registered)


def tick(now: datetime | None = None) -> list[str]:
    """Queue what is due and has not been queued for its day; the names of those. Any number of workers may tick."""
    from home.models import ScheduledRun

    now = now or timezone.now()
    due = {(entry.name, entry.latest_day(now)) for entry in _registered.values()}
    days = {day for _name, day in due}
    done = set(ScheduledRun.objects.filter(day__in=days).values_list("name", "day"))
    return [name for name, day in sorted(due - done) if _claim(name, day)]


def _claim(name: str, day: date) -> bool:
    """Queue one run, unless another worker just did: the row and the job are written together."""
    from home.models import ScheduledRun

    with transaction.atomic():
        _run, claimed = ScheduledRun.objects.get_or_create(name=name, day=day)
        if claimed:
            run_daily.enqueue(name, day.isoformat())
    return claimed


@job(retries=8, backoff=timedelta(minutes=5), longest_backoff=timedelta(hours=2))
def run_daily(name: str, day: str) -> None:
    """Run one daily job for one day, unless that has succeeded already."""
    from home.models import ScheduledRun

    entry = _registered.get(name)
    if entry is None:
        raise GiveUp(f"No daily job is called {name!r} any more.")
    run = ScheduledRun.objects.get(name=name, day=date.fromisoformat(day))
    if run.succeeded_at is not None:
        return
    outcome = entry.function()
    run.succeeded_at = timezone.now()
    run.outcome = "" if outcome is None else str(outcome)[:200]
    run.save(update_fields=["succeeded_at", "outcome"])
