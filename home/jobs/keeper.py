"""The second thread of a worker: its heartbeat, the sweeper, the schedule, the watch over its parent process."""

import os
import socket
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from home.jobs import recovery, schedule
from home.jobs.events import Emit
from home.jobs.sweeper import Sweeper
from home.jobs.worker import JobWorker, describe
from home.models import JobWorker as WorkerRow

TICK_SECONDS = 1.0
MINUTE = 60.0


class Every:
    """True at once, and then again whenever `seconds` have passed."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._last: float | None = None

    def due(self) -> bool:
        now = time.monotonic()
        if self._last is not None and now - self._last < self.seconds:
            return False
        self._last = now
        return True


class Keeper(threading.Thread):
    """Lives beside the job, so a job of hours still beats. Outlives every error."""

    def __init__(
        self, worker: JobWorker, emit: Emit, *, heartbeat: float, patience: float, parent: int | None = None
    ) -> None:
        super().__init__(name="keeper", daemon=True)
        self.worker = worker
        self.emit = emit
        self.parent = parent
        self.heartbeat = heartbeat
        self.sweeper = Sweeper(patience)
        self._beats = 0
        self._stopped = threading.Event()
        self._steps: list[tuple[Callable[[], None], Every]] = [
            (self.beat, Every(heartbeat)),
            (self.sweep, Every(min(patience / 2, MINUTE))),
            (self.schedule, Every(MINUTE)),
            (self.recover, Every(MINUTE)),
        ]

    def run(self) -> None:
        while not self._stopped.wait(min(TICK_SECONDS, self.heartbeat)):
            self._watch_parent()
            self.round()
        connections.close_all()

    def round(self) -> None:
        """Do what is due. Whatever goes wrong in one thing, the others are done and the heart beats on."""
        for step, every in self._steps:
            if not every.due():
                continue
            try:
                close_old_connections()
                step()
            except Exception as error:
                self.emit("keeper_error", step=step.__name__, error=f"{type(error).__name__}: {error}".strip())
                connections.close_all()

    def stop(self) -> None:
        """End the thread and sign the worker off."""
        self._stopped.set()
        if self.ident is not None:
            self.join()
        try:
            WorkerRow.objects.filter(worker_id=self.worker.worker_id).delete()
        except (DatabaseError, InterfaceError) as error:
            self.emit("database_error", worker=self.worker.worker_id, error=str(error).strip())

    def beat(self) -> None:
        """Sign on, or on. Where that took long or failed, other workers were held up too and are not yet suspect."""
        started = time.monotonic()
        try:
            self._sign()
        except (DatabaseError, InterfaceError):
            self.sweeper.forget()
            raise
        if time.monotonic() - started > self.heartbeat:
            self.sweeper.forget()

    def sweep(self) -> None:
        for row, result in self.sweeper.look():
            self.emit("rescued", **describe(row), result=result)

    def schedule(self) -> None:
        for name in schedule.tick():
            self.emit("scheduled", job=name)

    def recover(self) -> None:
        for name, count in recovery.recover_all().items():
            self.emit("recovered", service=name, count=count)

    def _sign(self) -> None:
        self._beats += 1
        sign = {"beats": self._beats, "beat_at": timezone.now()}
        worker_id = self.worker.worker_id
        if not WorkerRow.objects.filter(worker_id=worker_id).update(**sign):
            host = socket.gethostname()[:255]
            WorkerRow.objects.create(worker_id=worker_id, host=host, pid=os.getpid(), **sign)

    def _watch_parent(self) -> None:
        if self.parent is not None and os.getppid() != self.parent:
            self.worker.stop("parent is gone")
