"""Requests per second of the site and of nginx with the very same bytes, in turns.

A machine that does other things at the same time slows both down, so the ratio says more than either rate. wrk runs on
the same machine and takes its share of both.
"""

import getpass
import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .product import AS_BROWSERS_ASK, HOST, free_port

CONNECTIONS = 10
CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    server_tokens off;
    sendfile on;
    types {{ }}
    default_type "text/html; charset=utf-8";
    client_body_temp_path {folder}/temp;
    proxy_temp_path {folder}/temp;
    fastcgi_temp_path {folder}/temp;
    uwsgi_temp_path {folder}/temp;
    scgi_temp_path {folder}/temp;
    server {{
        listen {host}:{port};
        root {folder}/files;
    }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What wrk saw."""

    rate: float  # requests per second
    errors: int


@dataclass(frozen=True)
class Rates:
    """Medians of the rounds. The ratio is the median of each round's own."""

    product: float
    nginx: float
    ratio: float
    ratios: list[float]


@dataclass
class Nginx:
    folder: Path
    port: int

    def serve(self, name: str, body: bytes) -> str:
        """The address under which nginx gives the same bytes."""
        (self.folder / "files" / name).write_bytes(body)
        return f"http://{HOST}:{self.port}/{name}"


def programs() -> tuple[str | None, str | None]:
    """Where nginx and wrk lie, or None; Debian keeps nginx off the path of ordinary users."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return shutil.which("nginx", path=path), shutil.which("wrk")


def missing() -> list[str]:
    return [name for name, found in zip(("nginx", "wrk"), programs(), strict=True) if not found]


@contextmanager
def nginx(folder: Path) -> Iterator[Nginx]:
    """nginx on this machine's own address alone, with nothing outside the folder; stopped in any case."""
    from config.launch.processes import start

    (folder / "files").mkdir(parents=True)
    port = free_port()
    # Started by root it would serve as somebody else, who may not look into a temporary folder.
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(user=user, folder=folder, host=HOST, port=port), encoding="utf-8")
    process = start([programs()[0] or "nginx", "-c", str(configuration), "-p", str(folder)])
    try:
        time.sleep(0.5)
        if process.poll() is not None:
            raise SystemExit("nginx did not start; its message stands above.")
        yield Nginx(folder, port)
    finally:
        process.terminate()
        process.wait()


def compare(product_url: str, nginx_url: str, rounds: int, seconds: int) -> Rates:
    pairs = [(wrk(product_url, seconds), wrk(nginx_url, seconds)) for _ in range(rounds)]
    ratios = [ours.rate / theirs.rate for ours, theirs in pairs]
    for url, load in [(product_url, ours) for ours, _ in pairs] + [(nginx_url, theirs) for _, theirs in pairs]:
        if load.errors:
            raise SystemExit(f"{url}: {load.errors} requests failed under load.")
    return Rates(
        product=statistics.median(ours.rate for ours, _ in pairs),
        nginx=statistics.median(theirs.rate for _, theirs in pairs),
        ratio=statistics.median(ratios),
        ratios=[round(ratio, 3) for ratio in ratios],
    )


def wrk(url: str, seconds: int) -> Load:
    headers = [part for name, value in AS_BROWSERS_ASK.items() for part in ("-H", f"{name}: {value}")]
    command = [programs()[1] or "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, url]
    return parse_wrk(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def parse_wrk(output: str) -> Load:
    """Raises ValueError when wrk has not said its rate: a silent zero would pass for a measurement."""
    rate = re.search(r"^Requests/sec:\s*([\d.]+)", output, re.MULTILINE)
    if not rate:
        raise ValueError(f"wrk said no rate: {output!r}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    numbers = [*(refused.groups() if refused else ()), *(sockets.groups() if sockets else ())]
    return Load(float(rate[1]), sum(map(int, numbers)))
