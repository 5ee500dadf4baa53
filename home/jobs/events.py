"""What the worker tells its operator: one JSON line an event."""

import json
import threading
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO


class Emit(Protocol):
    def __call__(self, event: str, **fields: Any) -> None: ...


class JsonLines:
    """Writes whole lines, from any thread, at once."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def __call__(self, event: str, **fields: Any) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
        with self._lock:
            self._stream.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            self._stream.flush()


def silent(event: str, **fields: Any) -> None:
    """For callers that look at the database instead."""
