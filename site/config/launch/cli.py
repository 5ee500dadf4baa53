"""The commands and flags of `run.py`."""

import argparse
import contextlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from types import FrameType

from . import network, steps
from .banner import print_banner
from .packages import ensure_packages
from .place import Place, command_line, find_place
from .processes import Services, run
from .report import Problem, Progress, Stopped, complain, make_streams_safe, say
from .secrets_file import ensure_secrets
from .steps import Stamps
from .suite import run_suite

DJANGO_SETTINGS = "config.settings.dev"
STOP_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main(arguments: list[str]) -> int:
    """Runs the command; its result is the exit status."""
    started = time.monotonic()
    make_streams_safe()
    _listen_for_signals()
    try:
        if arguments[:1] == ["test"]:
            return run_suite(arguments[1:], find_place(), Progress())
        options = parse(arguments)
        serve(options, find_place(options.data_dir), started)
    except Problem as problem:
        complain(f"\n{problem}")
        return 1
    except Stopped as stop:
        say("\nĐã dừng / Stopped.")
        return 130 if stop.signal_number == signal.SIGINT else 128 + stop.signal_number
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py",
        allow_abbrev=False,
        description="Install, prepare and start the site: server and background worker, stopped together by Ctrl-C.",
        epilog="`run.py test [pytest arguments]` runs every check; `run.py test --only pytest` the tests alone.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--data-dir", metavar="FOLDER", help="database, media, secrets and caches (default: var)")
    demo = parser.add_mutually_exclusive_group()
    demo.add_argument("--no-demo", action="store_true", help="start an empty site without the sample content")
    demo.add_argument("--reset-demo", action="store_true", help="delete the sample site with all changes; load it anew")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


def _listen_for_signals() -> None:
    """Ctrl-C, kill and a closed terminal end the command in the same orderly way."""

    def stop(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise Stopped(number)

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def _ignore_signals() -> None:
    """Once stopping, a second Ctrl-C must not leave a child behind."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def serve(options: argparse.Namespace, place: Place, started: float) -> None:
    """Everything from an empty clone to a running site; returns only by an exception."""
    with _alone_in(place):
        network.check_free(options.host, options.port)
        ensure_packages(place, ("requirements.txt",), Progress())
        if options.reset_demo:
            reset_demo(place)
        secrets = ensure_secrets(place.secrets, demo=not options.no_demo)
        url = network.base_url(options.host, options.port)
        env = place.environment(
            DJANGO_SETTINGS_MODULE=DJANGO_SETTINGS,
            BASE_URL=os.environ.get("BASE_URL", url),
            ALLOWED_HOSTS=os.environ.get("ALLOWED_HOSTS", ",".join(network.allowed_hosts(options.host))),
        )
        prepare(place, env, options.no_demo)
        services = Services(env)
        try:
            services.start("server", server_command(place, options.host, options.port))
            network.wait_until_answers(options.host, options.port, services.check)
            services.start("background worker", place.manage("work", "--parent", str(os.getpid())))
            print_banner(place, url, Stamps(place).read(), secrets | dict(os.environ), time.monotonic() - started)
            services.watch()
        finally:
            _ignore_signals()
            services.stop()


def server_command(place: Place, host: str, port: int) -> list[str]:
    return [
        str(place.program("granian")),
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "3", "--log-level", "warning"),
        "config.wsgi:application",
    ]


def prepare(place: Place, env: dict[str, str], no_demo: bool) -> None:
    """Runs `manage.py prepare` for what is not done yet; nothing on a second start."""
    todo = steps.pending(place)
    if not todo:
        return
    command = place.manage("prepare", *todo, *(["--no-demo"] if no_demo else []))
    if run(command, env=env, cwd=place.root):
        raise Problem(
            "The site could not be prepared; the reason stands above: mend it and run the same command again, "
            "which goes on where this one stopped."
        )


def reset_demo(place: Place) -> None:
    """Deletes the sample site: its database and media, nothing else, and only when it was ours."""
    if not steps.has_own_database():
        raise Problem("--reset-demo deletes the SQLite file of the data folder; unset DATABASE_URL to use it.")
    if place.database.exists() and not Stamps(place).read().get("demo"):
        raise Problem(
            f"{place.database} was not made from the sample content, so --reset-demo leaves it alone; "
            f"take another folder: {command_line('--data-dir', 'var-demo')}"
        )
    for suffix in ("", "-wal", "-shm"):
        place.database.with_name(place.database.name + suffix).unlink(missing_ok=True)
    if (place.data / "media").exists():
        shutil.rmtree(place.data / "media")
    Stamps(place).forget(steps.DATABASE, steps.REFERENCE, steps.CONTENT, "demo", "accounts")


@contextlib.contextmanager
def _alone_in(place: Place) -> Iterator[None]:
    """One start at a time in a data folder: two would migrate and load over each other."""
    try:
        place.data.mkdir(parents=True, exist_ok=True)
        lock = (place.data / "run.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise Problem(
            f"The data folder {place.data} cannot be written ({error.strerror}); "
            f"take another one: {command_line('--data-dir', 'FOLDER')}"
        ) from error
    with lock:
        try:
            import fcntl
        except ImportError:  # Windows: the port alone keeps two starts apart
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Problem(
                f"Another run.py is already working in {place.data}; stop it first, "
                f"or take another folder and port: {command_line('--data-dir', 'FOLDER', '--port', '8001')}"
            ) from error
        yield
