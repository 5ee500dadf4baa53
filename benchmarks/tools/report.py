"""Where results go: one JSON file a script, and a marked section of docs/quality.md."""

import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results"
QUALITY = ROOT / "docs" / "quality.md"


def find_product(data_folder: str | Path, settings: str) -> None:
    """Puts the product on the import path and says where its data lies; Django is started by the caller."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ["DATA_DIR"] = str(data_folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings


def machine() -> dict[str, str | int | None]:
    return {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}


def write_results(name: str, report: dict) -> None:
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def write_section(name: str, text: str, path: Path = QUALITY) -> None:
    """Puts the text between the section's two marks; everything else in the file stays."""
    before = path.read_text(encoding="utf-8")
    path.write_text(with_section(before, name, text), encoding="utf-8")


def with_section(document: str, name: str, text: str) -> str:
    """The document with this text between `<!-- name -->` and `<!-- /name -->`. Raises ValueError without the marks."""
    marks = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    changed, found = marks.subn(lambda match: f"{match[1]}\n{text.strip()}\n\n{match[2]}", document)
    if found != 1:
        raise ValueError(f"{found} sections <!-- {name} --> … <!-- /{name} --> found instead of one.")
    return changed


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
