"""`manage.py work`, as a process: stops politely, follows its parent, keeps quiet when idle."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command

from tests.home.processes import PATIENCE, QUICK, ROOT, Site
from tests.home.sample_jobs import nap

DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL' AND task_path LIKE '%nap'"
RUNNING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING' AND task_path LIKE '%nap'"
BEATS = "SELECT beats FROM home_jobworker"


@pytest.fixture
def site(tmp_path, transactional_db):
    nap.enqueue(2.5)
    site = Site(tmp_path)
    yield site
    site.close()


def test_it_finishes_its_job_on_sigterm_and_beats_during_it(site):
    worker = site.worker()
    site.wait_until(lambda: site.rows(RUNNING) == [(1,)])
    before = site.rows(BEATS)[0][0]
    site.wait_until(lambda: site.rows(BEATS)[0][0] > before + 2)
    assert worker.terminate() == 0
    assert site.rows(DONE) == [(1,)]
    [started], [stopped] = worker.events("started"), worker.events("stopped")
    assert stopped["reason"] == "SIGTERM"
    assert {"home.erase_due", "stores.expire_recognitions"} <= set(started["daily"])
    assert [event["result"] for event in worker.events("job") if event["job"].endswith("nap")] == ["done"]
    assert site.rows("SELECT count(*) FROM home_jobworker") == [(0,)]
    runs = site.rows("SELECT count(*) FROM home_scheduledrun")
    assert runs == [(len(started["daily"]),)]


STARTER = """
import os, subprocess, sys
subprocess.run([*sys.argv[1:], "--parent", str(os.getpid())])
"""


def test_it_stops_with_its_parent(site):
    command = [sys.executable, "-c", STARTER, sys.executable, str(ROOT / "manage.py"), "work", *QUICK]
    output = site.folder / "orphan.log"
    with output.open("wb") as log:
        parent = subprocess.Popen(
            command, cwd=ROOT, env=site.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        site.wait_until(lambda: site.rows(BEATS))
        [(pid,)] = site.rows("SELECT pid FROM home_jobworker")
        parent.kill()
        parent.wait()
        site.wait_until(lambda: not alive(pid))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()
    assert "parent is gone" in output.read_text()
    assert site.rows(DONE) == [(1,)]


def alive(pid: int) -> bool:
    """A process nobody waits for stays as a zombie; that one is dead too."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_once_runs_what_is_ready_and_ends(site):
    worker = site.worker("--once")
    assert worker.process.wait(timeout=PATIENCE) == 0
    assert site.rows(DONE) == [(1,)]
    assert len(worker.events("started")) == len(worker.events("stopped")) == 1


def test_impatience_that_would_kill_the_living_is_refused():
    with pytest.raises(CommandError, match="three times"):
        call_command("work", "--heartbeat", "5", "--dead-after", "6")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "x"])
def test_odd_intervals_are_refused(seconds):
    with pytest.raises(CommandError):
        call_command("work", "--interval", seconds)
