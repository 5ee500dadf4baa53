"""The name of what this process runs: code, templates, translations, static files and settings.

It is part of every stored page's name, so that after an update no page with last week's style sheet address is served,
and two releases that overlap while machines restart one by one do not serve each other's pages.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

SOURCES = ("home", "stores", "campaigns", "site", "templates", "locale")
SUFFIXES = {".py", ".html", ".xml", ".mo"}


@lru_cache(maxsize=1)
def release() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for path in _files(settings.ROOT):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    digest.update(_settings())
    return digest.hexdigest()


def _files(root: Path) -> list[Path]:
    sources = [path for name in SOURCES for path in (root / name).rglob("*") if path.suffix in SUFFIXES]
    others = [root / "requirements.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]
    return sorted(path for path in [*sources, *others] if path.is_file())


def _settings() -> bytes:
    """Every setting that can be told apart by its text; what cannot (functions, lazy words) comes from the code."""
    shown = {name: getattr(settings, name) for name in dir(settings) if name.isupper() and name != "SECRET_KEY"}
    return json.dumps(shown, default=_by_type, sort_keys=True).encode()


def _by_type(value: Any) -> str:
    return str(value) if isinstance(value, Path) else type(value).__name__
