"""Real workers on a real database, for tests that kill them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds; a quiet machine starts a worker in three, a busy one in thirty
QUICK = ("--interval", "0.1", "--heartbeat", "0.3", "--dead-after", "1.5")


class Site:
    """The test's database as other processes see it, and the workers on it.

    PostgreSQL's test database is the same for everybody. SQLite's lives in this process's memory, so it is copied to a
    file as it stands: make rows first, then the site.
    """

    def __init__(self, folder: Path, mail_port: int = 9) -> None:
        self.folder = folder
        (folder / "build").mkdir()
        (folder / "secrets.env").write_text("SECRET_KEY=only-for-tests\n", encoding="utf-8")
        self.file = None if connection.vendor == "postgresql" else folder / "db.sqlite3"
        if self.file:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.file)])
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATA_DIR": str(folder),
            "DATABASE_URL": self._url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        self.workers: list[Worker] = []

    def worker(self, *options: str) -> "Worker":
        worker = Worker(self, *QUICK, *options)
        self.workers.append(worker)
        return worker

    def rows(self, sql: str) -> list[tuple]:
        if self.file is None:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        other = sqlite3.connect(self.file, timeout=20)
        try:
            return other.execute(sql).fetchall()
        finally:
            other.close()

    def wait_until(self, true: Callable[[], object]) -> None:
        """Look often; fail with what the workers said."""
        end = time.monotonic() + PATIENCE
        while not true():
            logs = "\n".join(log.read_text() for log in self.folder.glob("*.log"))
            assert time.monotonic() < end, f"waited {PATIENCE} s in vain:\n{logs[-5000:]}"
            time.sleep(0.05)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()

    def _url(self) -> str:
        if self.file:
            return f"sqlite:///{self.file}"
        db = connection.settings_dict
        password = f":{db['PASSWORD']}" if db["PASSWORD"] else ""
        return f"postgres://{db['USER']}{password}@{db['HOST']}:{db['PORT']}/{db['NAME']}"


class Worker:
    """One `manage.py work` and what it said."""

    def __init__(self, site: Site, *options: str) -> None:
        self.log = site.folder / f"worker-{len(site.workers)}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "work", *options],
                cwd=ROOT, env=site.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def kill(self) -> None:
        """As the kernel would: no goodbye."""
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """As an operator would; answers the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)

    def events(self, name: str) -> list[dict]:
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line.get("event") == name]
