"""What has to be prepared before the site can be served, and what of it is done already.

Each step has a fingerprint of its sources. `<DATA_DIR>/stamps.json` keeps those of the last time; a second start
compares them without starting Django. `manage.py prepare` does the work.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from .place import Place

DATABASE, REFERENCE, TRANSLATIONS, ASSETS, CONTENT = "database", "reference", "translations", "assets", "content"
STEPS = (DATABASE, REFERENCE, TRANSLATIONS, ASSETS, CONTENT)

SOURCES = {
    DATABASE: ("*/migrations/*.py", "site/*/migrations/*.py"),
    REFERENCE: ("home/data/*", "home/units/*.py", "home/roles.py"),
    ASSETS: ("static/**/*", "site/config/settings/*.py", "site/config/management/commands/build_assets.py"),
}
INSTALLED = (DATABASE, ASSETS)  # steps that also change with the installed packages


class Stamps:
    """The file of what was done, written whole at every change."""

    def __init__(self, place: Place) -> None:
        self.file = place.data / "stamps.json"

    def read(self) -> dict[str, Any]:
        try:
            stamps = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamps if isinstance(stamps, dict) else {}

    def record(self, **values: object) -> None:
        self._write(self.read() | values)

    def forget(self, *names: str) -> None:
        self._write({name: value for name, value in self.read().items() if name not in names})

    def _write(self, stamps: Mapping[str, object]) -> None:
        beside = self.file.with_suffix(".new")
        beside.write_text(json.dumps(stamps, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(beside, self.file)


def pending(place: Place) -> list[str]:
    """The steps that a start has to do, in order."""
    stamps = Stamps(place).read()
    todo = {step for step in SOURCES if stamps.get(step) != fingerprint(step, place)}
    if not (place.data / "static" / "staticfiles.json").exists():
        todo.add(ASSETS)
    if stale_catalogues(place.root):
        todo.add(TRANSLATIONS)
    if not stamps.get(CONTENT):
        todo.add(CONTENT)
    if not has_own_database():
        todo |= {DATABASE}  # on a server of its own only Django can tell, and does so in a second
    elif migrations_applied(place.database) == 0:
        todo |= {DATABASE, REFERENCE, CONTENT}
    return [step for step in STEPS if step in todo]


def fingerprint(step: str, place: Place) -> str:
    """Changes when a source of the step changes. Times and sizes, not contents: it is asked at every start."""
    mark = hashlib.sha256()
    for pattern in SOURCES[step]:
        for file in sorted(place.root.glob(pattern)):
            if file.is_file():
                status = file.stat()
                mark.update(f"{file.relative_to(place.root)}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    if step in INSTALLED:
        mark.update((place.root / "requirements.txt").read_bytes())
    if step in (DATABASE, REFERENCE):
        mark.update(os.environ.get("DATABASE_URL", "").encode())
    if step == DATABASE and has_own_database():
        mark.update(str(migrations_applied(place.database)).encode())  # an older copy put in its place shows here
    return mark.hexdigest()


def has_own_database() -> bool:
    """Whether the site keeps its data in the SQLite file of the data folder."""
    return not os.environ.get("DATABASE_URL")


def migrations_applied(file: Path) -> int:
    """How many migrations the SQLite file has seen; 0 for a missing or empty file."""
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT COUNT(*) FROM django_migrations").fetchone()[0])
    except sqlite3.Error:
        return 0


def catalogues(root: Path) -> Iterable[Path]:
    """The translations' sources."""
    return sorted((root / "locale").glob("*/*/LC_MESSAGES/*.po"))


def stale_catalogues(root: Path) -> list[Path]:
    """Those never compiled, or changed since."""
    return [po for po in catalogues(root) if _older(po.with_suffix(".mo"), po)]


def _older(product: Path, source: Path) -> bool:
    return not product.exists() or product.stat().st_mtime_ns < source.stat().st_mtime_ns
