"""Child processes: those we wait for, and the services that live and die together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .report import Problem

POSIX = os.name == "posix"
PATIENCE = 8.0  # seconds that a service has to finish what it is doing
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """Runs in the child: asks Linux for a SIGTERM when `run.py` dies, even by kill -9."""
    if _libc is not None:
        _libc.prctl(1, signal.SIGTERM, 0, 0, 0)  # 1 is PR_SET_PDEATHSIG


def start(command: Sequence[str], *, own_group: bool = False, **options: Any) -> "subprocess.Popen[str]":
    """Starts a child that does not outlive us. In its own group, a Ctrl-C reaches `run.py` alone."""
    if POSIX:
        options["preexec_fn"] = _die_with_parent
        options["start_new_session"] = own_group
    return subprocess.Popen(list(command), text=True, **options)  # noqa: S603


def run(command: Sequence[str], **options: Any) -> int:
    """Runs a command to its end; stops it when we are stopped."""
    process = start(command, **options)
    try:
        return process.wait()
    finally:
        _end(process)


def run_logged(
    command: Sequence[str], log: Path, env: Mapping[str, str], on_line: Callable[[str], None]
) -> tuple[int, str]:
    """Runs a command whose output goes to the log; returns its exit status and its last lines."""
    tail: deque[str] = deque(maxlen=60)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"\n$ {' '.join(command)}\n")
        process = start(
            command, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        )
        try:
            for line in process.stdout or ():
                file.write(line)
                tail.append(line)
                on_line(line.rstrip())
            return process.wait(), "".join(tail)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()


@dataclass
class Services:
    """The processes of a running site: when one falls, all are stopped."""

    env: Mapping[str, str]
    running: "dict[str, subprocess.Popen[str]]" = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str]) -> None:
        try:
            self.running[name] = start(command, own_group=True, env=dict(self.env), stdin=subprocess.DEVNULL)
        except OSError as error:
            reason = f"The {name} could not be started ({error})"
            raise Problem(f"{reason}; delete the .venv folder and run the same command again.") from error

    def check(self) -> None:
        """Raises the sentence for the first service that is no longer there."""
        for name, process in self.running.items():
            status = process.poll()
            if status is not None:
                raise Problem(
                    f"The {name} stopped by itself (exit status {status}), so everything was stopped; "
                    "its last messages stand above: mend what they name and start again."
                )

    def watch(self) -> None:
        """Stays until a service falls or a signal raises."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Asks all to finish, waits a little, then ends what is left with all its children."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        for process in self.running.values():
            _kill_group(process)
            process.wait()


def _kill_group(process: "subprocess.Popen[str]") -> None:
    """Ends the service and whatever it left behind (a server's own worker, for one)."""
    if not POSIX:
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
