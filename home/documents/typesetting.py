"""The one door to typst. A template gets its data as JSON, so nothing that anybody wrote is ever read as markup.

The templates stand in `templates/documents/`; `look.typ` is the look they share. Their fonts come with typst and carry
all Vietnamese letters; those of the machine are never used, so the same data give the same bytes everywhere.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

PICTURES = "pictures/"


def render(
    template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None, made_at: datetime
) -> bytes:
    """A PDF/UA document. `pictures` are files that the data name; `made_at` is the date that readers of PDFs show."""
    moment = made_at.astimezone(UTC).replace(microsecond=0)
    return _compile(template, data, pictures or {}, format="pdf", pdf_standards=["ua-1"], timestamp=moment)


def picture_of(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None) -> list[bytes]:
    """The same document as PNG pictures, one a page."""
    pages = _compile(template, data, pictures or {}, format="png", ppi=96)
    return pages if isinstance(pages, list) else [pages]


def _compile(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], **options: Any) -> Any:
    import typst  # a large library that most processes never need

    text = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False))
    files = {"main.typ": _source(template), "look.typ": _source("look"), "data.json": text.encode()}
    files |= {PICTURES + name: content for name, content in pictures.items()}
    # In a folder of their own: the library takes files from memory only where they are text, and photographs are not.
    with TemporaryDirectory(prefix="typst-") as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        main = Path(folder) / "main.typ"
        return typst.compile(main, root=folder, font_paths=_fonts(), ignore_system_fonts=True, **options)


@lru_cache(maxsize=1)
def _fonts():
    import typst

    return typst.Fonts(include_system_fonts=False)


@lru_cache(maxsize=20)
def _source(name: str) -> bytes:
    return (Path(settings.ROOT) / "templates" / "documents" / f"{name}.typ").read_bytes()


@lru_cache(maxsize=20)
def fingerprint(template: str) -> str:
    """Changes with the template and with typst: a document made before is then made again."""
    return hashlib.sha256(_source(template) + _source("look") + version("typst").encode()).hexdigest()
