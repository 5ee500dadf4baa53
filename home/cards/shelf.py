"""Drawn cards as files on the local disk, made by whoever asks first (docs/decisions: share cards).

Each machine draws its own: the same card gives the same bytes. They are leavings of no value: what is thrown away is
drawn again when somebody asks.
"""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files import locks

from home.cards.card import Card
from home.cards.drawing import draw

MOST = 2000  # cards of one machine, some 60 MB
LOCK = "lock"


def folder() -> Path:
    path = Path(settings.CACHE_DIR) / "cards"
    path.mkdir(parents=True, exist_ok=True)
    return path


def file_of(card: Card) -> bytes:
    """Drawn once however many ask: the others wait at the lock, and one drawing at a time spares a small server."""
    path = folder() / f"{card.source}-{card.language}-{card.key}-{card.digest}.{card.extension}"
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with (folder() / LOCK).open("a") as lock:
        locks.lock(lock, locks.LOCK_EX)
        try:
            with suppress(FileNotFoundError):
                return path.read_bytes()
            body = draw(card)
            _keep(path, body)
            return body
        finally:
            locks.unlock(lock)


def _keep(path: Path, body: bytes) -> None:
    """Written aside and moved, so that nobody reads half a card. Called under the lock."""
    kept = [entry for entry in folder().iterdir() if entry.name != LOCK]
    if len(kept) >= MOST:
        for old in sorted(kept, key=lambda entry: entry.stat().st_mtime)[: MOST // 4]:
            old.unlink(missing_ok=True)
    aside = path.with_suffix(".new")
    aside.write_bytes(body)
    os.replace(aside, path)
