"""The product as `run.py` starts it, on a port of its own, and the processor time that its server has used."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .report import ROOT

HOST = "127.0.0.1"
AS_BROWSERS_ASK = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html"}
PATIENCE = 900  # seconds; an empty environment is installed first
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answer:
    status: int
    encoding: str
    body: bytes


class Product:
    """A running site. Its connection stays open from request to request, as a browser's does."""

    def __init__(self, port: int, process: "subprocess.Popen[str]") -> None:
        self.port = port
        self.process = process
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def get(self, path: str, accept_encoding: str = AS_BROWSERS_ASK["Accept-Encoding"]) -> Answer:
        try:
            return self._get(path, accept_encoding)
        except http.client.RemoteDisconnected:  # the server closes a connection that was idle for long
            return self._get(path, accept_encoding)

    def _get(self, path: str, accept_encoding: str) -> Answer:
        self.connection.request("GET", path, headers=AS_BROWSERS_ASK | {"Accept-Encoding": accept_encoding})
        response = self.connection.getresponse()
        return Answer(response.status, response.getheader("Content-Encoding", "identity"), response.read())

    def cpu_seconds(self) -> float:
        """Of the server and its own processes, without the background worker."""
        servers = [pid for pid in children(self.process.pid) if "granian" in command_of(pid)]
        return sum(cpu_seconds(pid) for server in servers for pid in (server, *descendants(server)))


@contextmanager
def running(data: Path, **variables: str) -> Iterator[Product]:
    """Starts the site on a data folder; an empty one gets database and sample content first. Stops it in any case."""
    from config.launch import network
    from config.launch.processes import start

    port = free_port()
    log = data.with_suffix(".log")
    command = [sys.executable, str(ROOT / "run.py"), "--port", str(port), "--data-dir", str(data)]
    with log.open("a", encoding="utf-8") as output:
        process = start(command, env=os.environ | variables, stdout=output, stderr=subprocess.STDOUT)
        try:
            network.wait_until_answers(HOST, port, lambda: _still_there(process, log), PATIENCE)
            yield Product(port, process)
        finally:
            process.terminate()
            process.wait()


def _still_there(process: "subprocess.Popen[str]", log: Path) -> None:
    if process.poll() is not None:
        raise SystemExit(f"The site did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


# --- What Linux knows of processes ---------------------------------------------------------------------------------


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, children that have ended included."""
    return sum(map(int, _stat(pid)[11:15])) / TICKS


def children(pid: int) -> list[int]:
    numbers = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return [number for number in numbers if (fields := _stat(number)) and int(fields[1]) == pid]


def descendants(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *descendants(child))]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _stat(pid: int) -> list[str]:
    """The fields after the program's name, from the state on; none for a process that has ended meanwhile."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()
