"""Jobs that tests of the queue run. What they did is kept in `done`."""

import time
from datetime import timedelta
from unittest import mock

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from home.jobs import GiveUp, job
from home.jobs.events import silent
from home.jobs.worker import JobWorker

done: list[object] = []
failures_left = 0


class Unreachable(Exception):
    """Something that may work later."""


@job(retries=3, backoff=timedelta(seconds=10), longest_backoff=timedelta(seconds=30))
def note(word: str) -> str:
    done.append(word)
    return word


@job(retries=3, backoff=timedelta(seconds=10), longest_backoff=timedelta(seconds=30), takes_context=True)
def stubborn(context) -> None:
    """Fails as often as `failures_left` says."""
    global failures_left
    done.append(context.attempt)
    if failures_left:
        failures_left -= 1
        raise Unreachable("mail.example.vn")


@job(retries=3)
def hopeless() -> None:
    done.append("tried")
    raise GiveUp("no such file")


@job(retries=3)
def nap(seconds: float) -> str:
    """For workers that are processes of their own."""
    time.sleep(seconds)
    return "rested"


class Clock:
    """A clock that tests set; stands still otherwise."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self):
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


def run_ready(events=silent) -> None:
    """What a worker would do now."""
    with one_connection():
        JobWorker(events, interval=0, once=True).run()


def one_connection():
    """A test's transaction lives on one connection; a worker would take it for a broken one and close it."""
    return mock.patch.object(connections[DEFAULT_DB_ALIAS], "close_if_unusable_or_obsolete", lambda: None)


def stop_clock():
    """Django's clock in the test's hands: `with stop_clock() as clock`."""
    return mock.patch("django.utils.timezone.now", new_callable=Clock)
