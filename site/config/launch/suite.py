"""`run.py test`: every check the project has, pytest last, so that its closing line closes the run."""

import argparse
import os
import secrets
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .packages import ensure_packages
from .place import Place
from .processes import run
from .report import Progress, complain, say

LISTS = ("requirements.txt", "requirements-dev.txt")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Check:
    """One command of the suite, and the settings it needs."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    check: Check
    passed: bool
    seconds: float
    output: str


def find_chromium() -> str | None:
    """The browser for browser tests: $CHROMIUM, or the first known name on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)


def run_suite(arguments: list[str], place: Place, progress: Progress) -> int:
    """Runs every check even when one failed; 0 only when all passed."""
    options, pytest_arguments = _parse(arguments, place)
    place = Place(data=place.data / "test", venv=place.venv, root=place.root)  # never the developer's own data
    place.data.mkdir(parents=True, exist_ok=True)
    ensure_packages(place, LISTS, progress)
    env = place.environment(DJANGO_SETTINGS_MODULE="config.settings.test")
    chosen = [check for check in checks(place) if options.only in (None, check.name)]
    results: list[Result] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for group in (sources(place), chosen):
            results += pool.map(lambda check: _run(check, env, place), group)
    print_results(results)
    failed = [result.check.name for result in results if not result.passed]
    if options.only in (None, "pytest") and _run_pytest(place, env, pytest_arguments):
        failed.append("pytest")
    if failed:
        complain(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def _parse(arguments: list[str], place: Place) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="run.py test", allow_abbrev=False, description="Run every check.")
    parser.add_argument("--only", choices=[*(check.name for check in checks(place)), "pytest"], help="one check alone")
    return parser.parse_known_args(arguments)


def sources(place: Place) -> list[Check]:
    """What the tests read but git does not hold."""
    return [
        Check("translations", place.manage("compile_translations")),
        Check("style sheets", place.manage("build_assets")),
    ]


def checks(place: Place) -> list[Check]:
    """Everything but pytest, in the order of the table."""
    python = str(place.python)
    templates = sorted(str(file) for file in (place.root / "templates").rglob("*.html"))
    in_memory = {"DATABASE_URL": "sqlite://:memory:"}
    production = in_memory | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "example.org",
        "BASE_URL": "https://example.org",
    }
    return [
        Check("ruff check", [python, "-m", "ruff", "check", "."]),
        Check("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("djhtml", [python, "-m", "djhtml", "--check", *templates]),
        Check("makemigrations", place.manage("makemigrations", "--check", "--dry-run"), in_memory),
        Check("check --deploy", place.manage("check", "--deploy", "--fail-level", "WARNING"), production),
        Check("mypy", [python, "-m", "mypy"]),
    ]


def _run(check: Check, env: dict[str, str], place: Place) -> Result:
    """Called in threads, where `processes.start` with its code between fork and exec would not be safe."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603
        check.command,
        env=env | check.env,
        cwd=place.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return Result(check, done.returncode == 0, time.monotonic() - started, done.stdout)


def print_results(results: list[Result]) -> None:
    """What each failing check said, then one line a check."""
    for result in results:
        if not result.passed:
            say(f"--- {result.check.name} ---\n{result.output.rstrip()}\n")
    for result in results:
        say(f"{result.check.name:<16} {'ok    ' if result.passed else 'FAILED'} {result.seconds:6.1f} s")


def _run_pytest(place: Place, env: dict[str, str], arguments: list[str]) -> int:
    chromium = find_chromium()
    if chromium:
        say(f"Chromium: {chromium}\n")
        env = env | {"CHROMIUM": chromium}
    else:
        say("Chromium was not found, so the browser tests will be SKIPPED (Debian: apt install chromium).\n")
    return run([str(place.python), "-m", "pytest", "-n", "auto", *arguments], env=env, cwd=place.root)
