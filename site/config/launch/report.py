"""What a person sees in the terminal: steps with their times, and one sentence for each failure."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """A start that cannot go on; its text is one sentence for the reader, remedy included."""


class Stopped(BaseException):
    """Someone asked the command to stop (Ctrl-C, kill, a closed terminal)."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


def say(text: str = "") -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def make_streams_safe() -> None:
    """Vietnamese must not end the program on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class Progress:
    """One line a step. A terminal sees the line move on; a log file gets its beginning and its end."""

    def __init__(self) -> None:
        self.live = sys.stdout.isatty()
        self.width = 0

    @contextmanager
    def step(self, text: str) -> Iterator["Progress"]:
        started = time.monotonic()
        self._write(f"{text} …")
        if not self.live:
            say()
        self.text = text
        yield self
        self._write(f"{text}: {time.monotonic() - started:.1f} s")
        say()

    def detail(self, text: str) -> None:
        """What the step is busy with; shown on a terminal only."""
        if self.live:
            self._write(f"{self.text} … {text}")

    def _write(self, line: str) -> None:
        line = line[:110]
        if self.live:
            print("\r" + line.ljust(self.width), end="", flush=True)
            self.width = len(line)
        else:
            print(line, end="", flush=True)
