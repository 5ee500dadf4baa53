"""Built files on the local disk, shared by the processes of one machine.

Every machine builds its own: the same data give the same bytes, so two machines agree without talking.
A build is addressed by its content; a small pointer file says which build belongs to which state of the database.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import locks

from home.delivery.entries import compress, encodings

_ENCODINGS = ("br", "gzip")
_KEEP_SECONDS = 3600  # a reader of the build before may still be at work


@dataclass(frozen=True)
class Encoded:
    """A body as it goes over the wire."""

    body: bytes
    encoding: str  # "" for the plain form


def folder() -> Path:
    path = Path(settings.DATA_DIR) / "cache" / "packs"
    path.mkdir(parents=True, exist_ok=True)
    return path


def find(state: str, build: Callable[[], tuple[str, dict[str, bytes]]]) -> str:
    """The name of the build for this state of the database; the first who asks builds it, the others wait."""
    if name := _pointed(state):
        return name
    with (folder() / "lock").open("a") as lock:
        locks.lock(lock, locks.LOCK_EX)
        try:
            if name := _pointed(state):
                return name
            name, files = build()
            _store(name, files)
            _write(folder() / f"{state}.json", json.dumps({"version": name}).encode())
            _clear({name, f"{state}.json", "lock"})
            return name
        finally:
            locks.unlock(lock)


def read(version: str, file: str, accepted: str) -> Encoded:
    """One file of a build in the best form the client accepts. FileNotFoundError when the build is gone."""
    path = folder() / version
    for encoding in encodings(accepted):
        if encoding in _ENCODINGS and (path / f"{file}.{encoding}").exists():
            return Encoded((path / f"{file}.{encoding}").read_bytes(), encoding)
        if encoding == "identity":
            break
    return Encoded((path / file).read_bytes(), "")


def path_of(version: str, file: str) -> Path:
    return folder() / version / file


def _pointed(state: str) -> str | None:
    try:
        name = json.loads((folder() / f"{state}.json").read_bytes())["version"]
    except FileNotFoundError:
        return None
    return name if (folder() / name).is_dir() else None


def _store(name: str, files: dict[str, bytes]) -> None:
    """Written aside and moved, so that nobody ever sees half a build."""
    if (folder() / name).is_dir():
        return
    aside = Path(tempfile.mkdtemp(prefix="making-", dir=folder()))
    aside.chmod(0o755)
    for file, body in files.items():
        (aside / file).write_bytes(body)
        if file.endswith(".json"):
            for encoding in _ENCODINGS:
                (aside / f"{file}.{encoding}").write_bytes(compress(body, encoding))
    os.replace(aside, folder() / name)


def _write(path: Path, body: bytes) -> None:
    aside = path.with_suffix(".new")
    aside.write_bytes(body)
    os.replace(aside, path)


def _clear(keep: set[str]) -> None:
    """Remove what older states left. Called under the lock."""
    before = time.time() - _KEEP_SECONDS
    for path in folder().iterdir():
        if path.name in keep or path.stat().st_mtime > before:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
