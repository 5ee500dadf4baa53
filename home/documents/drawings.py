"""Drawings as files that a document can hold: QR codes, and the project's own illustrations in one colour."""

import io
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

INK = "#164330"
PAPER = "#fdfbf5"


def qr(address: str) -> bytes:
    """An SVG with the quiet zone that readers of codes need."""
    import segno

    stream = io.BytesIO()
    segno.make(address, error="m", micro=False).save(stream, kind="svg", dark=INK, light=None, border=2)
    return stream.getvalue()


@lru_cache(maxsize=20)
def drawing(name: str) -> bytes:
    """An illustration by itself: the site's file holds a symbol that takes its colours from the page."""
    text = (Path(settings.ROOT) / "static" / "img" / "illustrations" / f"{name}.svg").read_text(encoding="utf-8")
    text = re.sub(r"var\(--(?:sheet|paper)\)", PAPER, text)
    text = re.sub(r"var\(--[\w-]+\)", INK, text).replace("currentColor", INK)
    inner = text[text.index(">", text.index("<symbol")) + 1 : text.rindex("</symbol>")]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 340" fill="none" '
        f'stroke="{INK}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">{inner}</svg>'
    ).encode()
