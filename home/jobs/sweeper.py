"""Finds jobs whose worker is dead and queues them again.

A worker is dead when its beat has stood still for `patience` seconds *of this sweeper's own stopwatch*. No times of
different machines are compared, so a wrong clock, a clock that is set, or a long job kills nobody.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django_tasks_db.models import DBTaskResult

from home.jobs import outcome
from home.jobs.job import BACKEND
from home.models import JobWorker

Beat = tuple[str, int | None]  # who, and the beat last seen; None for a worker that never registered


@dataclass
class Sweeper:
    """Remembers since when each worker's beat has been the same."""

    patience: float
    stopwatch: Callable[[], float] = time.monotonic
    _since: dict[Beat, float] = field(default_factory=dict)

    def look(self) -> list[tuple[DBTaskResult, str]]:
        """Rescue the jobs of workers that stood still long enough. Answers each with what became of it."""
        running = list(DBTaskResult.objects.running().filter(backend_name=BACKEND))
        dead = self._dead(row.worker_ids[-1] for row in running)
        rescued = [(row, outcome.rescue(row)) for row in running if row.worker_ids[-1] in dead]
        JobWorker.objects.filter(worker_id__in=dead).delete()
        return [(row, result) for row, result in rescued if result != outcome.LOST]

    def forget(self) -> None:
        """Start all watches anew: the sweeper itself was held up, so the others may have been too."""
        self._since.clear()

    def _dead(self, running: Iterable[str]) -> set[str]:
        now = self.stopwatch()
        beats: dict[str, int | None] = dict.fromkeys(running)
        beats.update(JobWorker.objects.values_list("worker_id", "beats"))
        self._since = {beat: self._since.get(beat, now) for beat in beats.items()}
        return {worker for (worker, _), since in self._since.items() if now - since >= self.patience}
