"""Retention: how long each model keeps personal data, in one list, carried out by one daily job.

A model is registered where its app registers what it offers (`home/registration.py`, `stores/registration.py`, …).
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import models, transaction
from django.utils import timezone

from home.jobs.schedule import daily

logger = logging.getLogger("home.erasure")
BATCH = 500
Erase = Callable[[models.QuerySet], int]


@dataclass(frozen=True)
class Retention:
    """Rows of `model` that match `where` are erased `after` the moment in `since`."""

    model: type[models.Model]
    after: Callable[[], timedelta]
    what: Literal["delete"] | Erase
    since: str | models.Expression
    where: models.Q

    def due(self, now: datetime) -> models.QuerySet:
        rows = self.model._base_manager.filter(self.where).annotate(kept_since=self.since_expression())
        return rows.filter(kept_since__lte=now - self.after())

    def since_expression(self) -> models.Expression | models.F:
        return models.F(self.since) if isinstance(self.since, str) else self.since

    def erase(self, now: datetime) -> int:
        """Batch by batch, so no transaction holds the database for long. Answers how many rows."""
        keys = list(self.due(now).order_by("pk").values_list("pk", flat=True))
        return sum(self._erase(batch) for batch in _batches(keys))

    def _erase(self, keys: list) -> int:
        with transaction.atomic():
            rows = self.model._base_manager.filter(pk__in=keys)
            if self.what != "delete":
                return self.what(rows)
            rows.delete()
            return len(keys)


_registered: dict[type[models.Model], list[Retention]] = {}


def register_erasure(
    model: type[models.Model],
    *,
    after: timedelta | Callable[[], timedelta],
    what: Literal["delete"] | Erase = "delete",
    since: str | models.Expression = "created_at",
    where: models.Q | None = None,
) -> None:
    """State how long `model` keeps its rows, or with a callable `what(rows) -> count`, parts of them.

    A callable has to leave the rows outside `where`, or they are erased again every day.
    """
    period = after if callable(after) else lambda: after
    _registered.setdefault(model, []).append(Retention(model, period, what, since, where or models.Q()))


def registered() -> list[Retention]:
    """Every retention rule: for the privacy page and the operator."""
    return [rule for rules in _registered.values() for rule in rules]


@daily(at="03:00", name="home.erase_due")
def erase_due(now: datetime | None = None) -> str:
    """Carry out every rule. One that fails does not hold up the others; the job then fails and is tried again."""
    now = now or timezone.now()
    counts: dict[str, int] = {}
    failed: list[str] = []
    for rule in registered():
        label = rule.model._meta.label
        try:
            counts[label] = counts.get(label, 0) + rule.erase(now)
        except Exception:
            logger.exception("Erasure of %s failed", label)
            failed.append(label)
    if failed:
        raise RuntimeError(f"Erasure failed for {', '.join(failed)}.")
    return ", ".join(f"{label}: {count}" for label, count in counts.items() if count)


def _batches(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
