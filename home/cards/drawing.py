"""From a card to its file: typeset by typst, then made small; link previews on phones give up on heavy pictures.

A drawn card is a PNG with a palette, which flat surfaces hardly notice; one with a photograph is a JPEG.
"""

import io
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from home.cards.card import TEMPLATE, Card
from home.documents import picture_of
from home.documents.drawings import drawing
from home.models.media import SiteImage

PHOTO = "fill-392x516|format-jpeg"
MOST_BYTES = 100_000
PALETTES = (256, 128, 64)  # the first that is small enough
QUALITIES = (86, 78, 68, 55, 40)


def draw(card: Card) -> bytes:
    pictures = {}
    if photo := _photo(card.picture):
        pictures["photo.jpg"] = photo
    elif (illustrated := _illustration(card.illustration)) is not None:
        pictures["art.svg"] = illustrated
    with override(card.language):
        data = card.drawn() | {"shows": next(iter(pictures), ""), "sample": _("Dữ liệu mẫu") if card.is_sample else ""}
    return reduced(picture_of(TEMPLATE, data, pictures=pictures)[0], card.extension)


def reduced(png: bytes, extension: str) -> bytes:
    """At most `MOST_BYTES`, unless the coarsest form is still heavier."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    made = b""
    for coarser in PALETTES if extension == "png" else QUALITIES:
        stream = io.BytesIO()
        if extension == "png":
            picture.quantize(coarser, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        else:
            picture.save(stream, "JPEG", quality=coarser, optimize=True, progressive=True)
        made = stream.getvalue()
        if len(made) <= MOST_BYTES:
            break
    return made


def _photo(image: SiteImage | None) -> bytes | None:
    """None for a picture whose file is gone: the card is drawn without it."""
    if image is None:
        return None
    with suppress(OSError), image.get_rendition(PHOTO).file.open("rb") as file:
        return file.read()
    return None


def _illustration(name: str) -> bytes | None:
    path = Path(settings.ROOT) / "static" / "img" / "illustrations" / f"{name}.svg"
    return drawing(name) if name and path.is_file() else None
