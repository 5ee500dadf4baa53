"""Small answers that most pages need and editors seldom change, kept in the process until the generation changes.

A page that is not stored asks for its site, its settings, the navigation and lists of reference each time; making those
queries cost more than the page itself. What is remembered is shared by all requests and threads: read it, never write to it.
"""

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

from home.delivery.generation import generation

Value = TypeVar("Value")
MOST = 500  # answers of one function


class remembered(Generic[Value]):
    """Decorates a function whose answer depends on its arguments and on what is published, on nothing else."""

    def __init__(self, ask: Callable[..., Value]) -> None:
        self.ask = ask
        self._present: tuple[str, dict[tuple[Hashable, ...], Value]] = ("", {})
        update_wrapper(self, ask)

    def __call__(self, *arguments: Hashable) -> Value:
        current = _generation()
        if current is None:
            return self.ask(*arguments)
        known, answers = self._present
        if known != current:
            answers = {}
            self._present = (current, answers)
        try:
            return answers[arguments]
        except KeyError:
            pass
        value = self.ask(*arguments)
        if len(answers) >= MOST:
            answers.clear()
        answers[arguments] = value
        return value


def _generation() -> str | None:
    """This generation on this day, because states and validity turn at midnight.

    None while nothing may be kept: without the page cache nobody counts changes, and a transaction sees its own.
    """
    if not settings.PAGE_CACHE or connection.in_atomic_block:
        return None
    current = generation().current()
    return f"{current}/{timezone.localdate()}" if current else None
