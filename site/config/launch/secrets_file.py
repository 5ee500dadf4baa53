"""The secrets of a site on one machine: made at the first start, kept ever after, read by nobody else."""

import os
import secrets
from pathlib import Path

CONSONANTS = "bcdghklmnprstvx"
VOWELS = "aeiou"


def readable_password() -> str:
    """A password a person can type from the screen, such as `tanu-keli-mora-5812` (about 50 bits)."""
    words = ["".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS, CONSONANTS, VOWELS)) for _ in range(3)]
    return "-".join([*words, str(secrets.randbelow(9000) + 1000)])


def read_secrets(file: Path) -> dict[str, str]:
    """The lines KEY=VALUE of the file; empty when there is none."""
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def ensure_secrets(file: Path, demo: bool) -> dict[str, str]:
    """Adds what is missing, changes nothing that is there. The file is for its owner only (mode 600)."""
    known = read_secrets(file)
    fresh = {}
    if "SECRET_KEY" not in known:
        fresh["SECRET_KEY"] = secrets.token_urlsafe(50)
    if demo and "DEMO_PASSWORD" not in known:
        fresh["DEMO_PASSWORD"] = readable_password()
    if fresh:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        _replace(file, before + "".join(f"{key}={value}\n" for key, value in fresh.items()))
    return known | fresh


def _replace(file: Path, text: str) -> None:
    """Writes beside the file and moves it over: a start that dies half-way leaves no half secret."""
    beside = file.with_name(file.name + ".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(beside, file)
