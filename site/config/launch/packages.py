"""The virtual environment and what is installed in it, redone only when a list of requirements changed."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import sys
from typing import Any

from .place import Place
from .processes import run_logged
from .report import Problem, Progress

STAMP = ".installed.json"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|name resolution|Max retries exceeded|Connection broken"
    r"|Connection (?:refused|reset|error)|Network is unreachable"
    r"|error sending request|dns error|Failed to fetch|timed out|Network connectivity",
    re.IGNORECASE,
)


def ensure_packages(place: Place, lists: tuple[str, ...], progress: Progress) -> None:
    """Makes the environment and installs the lists. Does nothing when all of it was done before."""
    wanted = {name: hashlib.sha256((place.root / name).read_bytes()).hexdigest() for name in lists}
    stamp = _read_stamp(place)
    usable = os.access(place.python, os.X_OK) and stamp.get("python", PYTHON) == PYTHON
    known = stamp.get("lists", {}) if usable else {}
    if usable and all(known.get(name) == mark for name, mark in wanted.items()):
        return
    (place.venv / STAMP).unlink(missing_ok=True)  # an interrupted installation must not look finished
    with progress.step(f"Installing {_count(place, lists)} packages into {place.venv.name}"):
        _install(place, lists, usable, progress)
    kept = known if known.get(lists[0]) == wanted[lists[0]] else {}  # another base may have moved the other lists
    mark = {"python": PYTHON, "lists": kept | wanted}
    (place.venv / STAMP).write_text(json.dumps(mark), encoding="utf-8")


def _read_stamp(place: Place) -> dict[str, Any]:
    try:
        stamp = json.loads((place.venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _count(place: Place, lists: tuple[str, ...]) -> int:
    texts = ((place.root / name).read_text(encoding="utf-8") for name in lists)
    return len({name for text in texts for name in re.findall(r"^([\w.-]+).*==", text, re.MULTILINE)})


def _install(place: Place, lists: tuple[str, ...], usable: bool, progress: Progress) -> None:
    """uv when it is there (several times faster); pip when it is not, or when uv does not get through."""
    arguments = [part for name in lists for part in ("-r", str(place.root / name))]
    output = ""
    if uv := shutil.which("uv"):
        status, output = _install_with_uv(uv, arguments, place, usable, progress)
        if status == 0:
            return
    if not uv or _venv_module():
        status, output = _install_with_pip(arguments, place, usable, progress)
    if status:
        raise Problem(_why_not_installed(place, output))


def _install_with_uv(uv: str, arguments: list[str], place: Place, usable: bool, progress: Progress) -> tuple[int, str]:
    if not usable:
        _clear(place)
        status, output = _run(
            [uv, "venv", "--no-project", "--python", sys.executable, str(place.venv)], place, progress
        )
        if status:
            return status, output
    return _run([uv, "pip", "install", "--python", str(place.python), *arguments], place, progress)


def _install_with_pip(arguments: list[str], place: Place, usable: bool, progress: Progress) -> tuple[int, str]:
    pip = [str(place.python), "-m", "pip"]
    if not usable or _run([*pip, "--version"], place, progress)[0]:
        _make_with_venv(place, progress)
    quietly = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "2"]
    # Without compiling: half of the time would go into modules that are never imported.
    return _run([*pip, "install", "--no-compile", *quietly, *arguments], place, progress)


def _venv_module() -> bool:
    """Debian ships `venv` without `ensurepip` until python3-venv is installed."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _make_with_venv(place: Place, progress: Progress) -> None:
    if not _venv_module():
        raise Problem(
            "Python's venv module is missing; install it (Debian, Ubuntu: sudo apt install python3-venv) "
            "and run the same command again."
        )
    _clear(place)
    if _run([sys.executable, "-m", "venv", str(place.venv)], place, progress)[0]:
        raise Problem(
            f"The virtual environment {place.venv} could not be made; free some disk space or see {place.log}, "
            "then run the same command again."
        )


def _clear(place: Place) -> None:
    """Removes an unusable environment, and never anything else."""
    if not place.venv.exists():
        return
    if any(place.venv.iterdir()) and not (place.venv / "pyvenv.cfg").exists():
        raise Problem(f"{place.venv} is no virtual environment; delete it or set VENV_DIR to another folder.")
    shutil.rmtree(place.venv)


def _run(command: list[str], place: Place, progress: Progress) -> tuple[int, str]:
    """The tools of the packaging world run without our import path."""
    foreign = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if name not in foreign}
    try:
        return run_logged(command, place.log, env, lambda line: progress.detail(line.strip()))
    except OSError as error:
        return 127, str(error)


def _why_not_installed(place: Place, output: str) -> str:
    if OFFLINE.search(output):
        return (
            "The packages could not be downloaded: the Python package registry does not answer; check the network "
            "(behind a mirror or proxy: PIP_INDEX_URL, HTTPS_PROXY) and run the same command again "
            f"(details: {place.log})."
        )
    errors = [line.strip() for line in output.splitlines() if line.strip().lower().startswith("error")]
    reason = errors[-1].rstrip(".") if errors else "the installer stopped without a reason"
    return f"The packages could not be installed ({reason}); see {place.log}, then run the same command again."
