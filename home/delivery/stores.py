"""Where stored pages lie: in the process, and behind it in files of one machine or in Redis for several.

Every store is bounded, and pages with a query string have a bound of their own, so that no flood of odd questions drives
out the pages that everybody reads.
"""

import hashlib
import os
import secrets
import shutil
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from redis import Redis, RedisError

from home.delivery.entries import Entry


class Store(Protocol):
    def get(self, namespace: str, key: str) -> Entry | None: ...
    def put(self, namespace: str, key: str, entry: Entry) -> None: ...


class MemoryStore:
    """The pages that this process served last, of one generation only."""

    def __init__(self, most_bytes: int = 24_000_000) -> None:
        self.most_bytes = most_bytes
        self._namespace = ""
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, namespace: str, key: str) -> Entry | None:
        if namespace != self._namespace:
            return None
        entry = self._entries.get(key)
        if entry is not None:
            with suppress(KeyError):  # another thread has just dropped it
                self._entries.move_to_end(key)
        return entry

    def put(self, namespace: str, key: str, entry: Entry) -> None:
        with self._lock:
            if namespace != self._namespace:
                self._entries, self._bytes, self._namespace = OrderedDict(), 0, namespace
            self._drop(key)
            self._entries[key] = entry
            self._bytes += entry.size
            while self._bytes > self.most_bytes and len(self._entries) > 1:
                self._drop(next(iter(self._entries)))

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: str) -> None:
        old = self._entries.pop(key, None)
        self._bytes -= old.size if old else 0


class FileStore:
    """One file a page under `<namespace>/`; those with a query string under `<namespace>/q/`."""

    MOST_PAGES = 3000
    MOST_QUERIES = 1000
    LOOK_EVERY = 50  # stored pages between two counts of a folder

    def __init__(self, root: Path) -> None:
        self.root = root
        self._stored = 0
        self._namespace = ""

    def get(self, namespace: str, key: str) -> Entry | None:
        try:
            with open(self._path(namespace, key), "rb") as file:
                return Entry.from_bytes(file.read())
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, namespace: str, key: str, entry: Entry) -> None:
        path = self._path(namespace, key)
        fresh = f"{path}.{secrets.token_hex(4)}"
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(fresh, "wb") as file:
                file.write(entry.to_bytes())
            os.replace(fresh, path)
        except OSError:  # a full or read-only disk costs speed, not pages
            return
        self._tidy(namespace)

    def _path(self, namespace: str, key: str) -> str:
        name = hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        folder = namespace if key.endswith("?") else f"{namespace}/q"
        return f"{self.root}/{folder}/{name}"

    def _tidy(self, namespace: str) -> None:
        if namespace != self._namespace:
            self._namespace = namespace
            self._sweep(namespace)
        if self._stored % self.LOOK_EVERY == 0:
            self._evict(self.root / namespace, self.MOST_PAGES)
            self._evict(self.root / namespace / "q", self.MOST_QUERIES)
        self._stored += 1

    def _sweep(self, namespace: str) -> None:
        """Older generations of this release; another release's folders are left until they are a day old."""
        release = namespace.split("-")[0]
        newest = (self.root / namespace).stat().st_mtime
        for folder in self.root.iterdir():
            ours = folder.name.startswith(f"{release}-") and folder.name != namespace
            if ours or folder.stat().st_mtime < newest - 86_400:
                shutil.rmtree(folder, ignore_errors=True)

    @staticmethod
    def _evict(folder: Path, most: int) -> None:
        """Down to four fifths, the oldest first."""
        try:
            files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder) if entry.is_file()]
            if len(files) > most:
                for _, path in sorted(files)[: len(files) - most * 4 // 5]:
                    os.unlink(path)
        except OSError:
            return  # another process is tidying too


class RedisStore:
    """Keys run out by themselves after an hour; Redis' own `maxmemory` is the bound."""

    def __init__(self, client: Redis, seconds: int = 3600) -> None:
        self.client = client
        self.seconds = seconds

    def get(self, namespace: str, key: str) -> Entry | None:
        try:
            data = self.client.get(self._name(namespace, key))
            return Entry.from_bytes(data) if data else None
        except (RedisError, ValueError, KeyError, TypeError):
            return None

    def put(self, namespace: str, key: str, entry: Entry) -> None:
        try:
            self.client.set(self._name(namespace, key), entry.to_bytes(), ex=self.seconds)
        except RedisError:
            return

    @staticmethod
    def _name(namespace: str, key: str) -> str:
        digest = hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        return f"page-cache:{namespace}:{digest}"
