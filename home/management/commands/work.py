"""`manage.py work`: runs the background jobs, the sweeper and the daily schedule until it is told to stop."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from home.jobs import schedule
from home.jobs.events import JsonLines
from home.jobs.keeper import Keeper
from home.jobs.worker import JobWorker


def seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 86_400:
        raise ArgumentTypeError("must be more than 0 and less than a day, in seconds")
    return value


class Command(BaseCommand):
    help = "Runs background jobs, mail and the daily schedule. One JSON line an event; SIGTERM ends it after the job."
    requires_system_checks = []  # the server has just made them; a worker should be back soon after a crash

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=seconds, default=1.0, help="pause between looks into an empty queue")
        parser.add_argument("--heartbeat", type=seconds, default=5.0, help="how often the worker says that it lives")
        parser.add_argument("--dead-after", type=seconds, default=30.0, help="silence after which a worker is dead")
        parser.add_argument("--parent", type=int, help="process id of the starter: stop when it is gone")
        parser.add_argument("--once", action="store_true", help="run what is ready now, then stop")

    def handle(self, *, interval: float, heartbeat: float, dead_after: float, **options: Any) -> None:
        if dead_after < 3 * heartbeat:
            raise CommandError("--dead-after must be at least three times --heartbeat.")
        emit = JsonLines(self.stdout)
        worker = JobWorker(emit, interval=interval, once=options["once"])
        worker.configure_signals()
        emit("started", worker=worker.worker_id, pid=os.getpid(), daily=sorted(schedule.registered()))
        keeper = Keeper(worker, emit, heartbeat=heartbeat, patience=dead_after, parent=options["parent"])
        keeper.round()  # signs on before the first job is taken, and queues what the schedule owes
        keeper.start()
        try:
            worker.run()
        finally:
            keeper.stop()
            connections.close_all()
            emit("stopped", worker=worker.worker_id, reason=worker.stop_reason)
