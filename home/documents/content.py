"""The body of a page as data for a document. A kind of block that has no printed form here is left out."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from urllib.parse import urljoin

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from home.documents import richtext
from home.models import SiteImage

PICTURE = "width-1000|format-jpeg"


class Reader:
    """Turns blocks into data and keeps the pictures they hold, by name. Feeds read with one of their own (home/feeds)."""

    @property
    def converters(self) -> "dict[str, Converter]":
        return BLOCKS

    def __init__(self, base: str) -> None:
        self.base = base
        self.links = richtext.Links(base)
        self.pictures: dict[str, bytes] = {}

    def body(self, stream: StreamValue) -> list[dict]:
        found = []
        for block in stream:
            convert = self.converters.get(block.block_type)
            made = convert(self, block.value) if convert else None
            if made:
                found.append({"kind": block.block_type} | made)
        return found

    def sources(self, stream: StreamValue) -> list[dict]:
        return [{"text": block.value["text"], "url": block.value["url"] or ""} for block in stream]

    def rich(self, value) -> list[dict]:
        return richtext.nodes(value.source if value else "", self.links)

    def picture(self, image: SiteImage | None) -> dict | None:
        """None for a picture whose file is gone: the document is made without it."""
        if image is None:
            return None
        with suppress(OSError), image.get_rendition(PICTURE).file.open("rb") as file:
            content = file.read()
            name = f"{hashlib.sha256(content).hexdigest()[:16]}.jpg"
            self.pictures[name] = content
            return {"name": name, "alt": image.description, "credit": image.credit}
        return None


def day(value: date | None) -> str:
    return date_format(value) if value else ""


def _heading(reader: Reader, value) -> dict:
    return {"text": value["text"], "level": 3 if value["level"] == "h3" else 2}


def _text(reader: Reader, value) -> dict:
    return {"nodes": reader.rich(value)}


def _image(reader: Reader, value) -> dict | None:
    picture = reader.picture(value["image"])
    return {"items": [picture | {"caption": value["caption"]}]} if picture else None


def _gallery(reader: Reader, value) -> dict | None:
    made = [_image(reader, item) for item in value["items"]]
    return {"items": [picture for item in made if item for picture in item["items"]]} if any(made) else None


def _quote(reader: Reader, value) -> dict:
    by = ", ".join(part for part in (value["author"], value["role"]) if part)
    return {"text": value["text"], "by": by}


def _callout(reader: Reader, value) -> dict:
    return {"title": value["title"], "nodes": reader.rich(value["text"])}


def _law(reader: Reader, value) -> dict:
    return {
        "title": value["title"],
        "nodes": reader.rich(value["text"]),
        "references": [_reference(entry) for entry in value["references"]],
    }


def _reference(value) -> dict:
    validity = _("Hiệu lực từ %(day)s") % {"day": day(value["valid_from"])}
    if value["valid_until"]:
        validity = _("%(from)s đến %(until)s") % {"from": validity, "until": day(value["valid_until"])}
    if value["replaced_by"]:
        validity = _("%(validity)s; được thay bằng %(text)s") % {"validity": validity, "text": value["replaced_by"]}
    name = ", ".join(part for part in (value["article"], value["name"]) if part)
    return {"name": name, "validity": validity, "url": value["url"] or ""}


def _key_figures(reader: Reader, value) -> dict:
    items = [
        {
            "value": item["value"],
            "label": item["label"],
            "source": ", ".join(part for part in (item["source"], item["date"]) if part),
        }
        for item in value["items"]
    ]
    return {"items": items}


def _steps(reader: Reader, value) -> dict:
    return {
        "title": value["title"] or "",
        "items": [{"title": item["title"], "text": item["text"] or ""} for item in value["items"]],
    }


def _comparison(reader: Reader, value) -> dict:
    rows = [
        {
            "name": row["name"],
            "badge": row["badge"] or (_("Nên chọn trước") if row["recommended"] else ""),
            "recommended": bool(row["recommended"]),
            "cells": [cell or "" for cell in row["cells"]],
        }
        for row in value["rows"]
    ]
    return {"caption": value["caption"], "columns": list(value["columns"]), "rows": rows}


def _accordion(reader: Reader, value) -> dict:
    return {"items": [{"title": item["title"], "nodes": reader.rich(item["text"])} for item in value["items"]]}


def _download(reader: Reader, value) -> dict | None:
    document = value["document"]
    if not document:
        return None
    words = {"description": value["description"] or "", "credit": document.credit}
    return words | {"label": document.title, "url": urljoin(reader.base, document.url)}


def _button(reader: Reader, value) -> dict | None:
    href = value["link"].href
    return {"label": value["label"], "url": urljoin(reader.base, href)} if href else None


def _cards(reader: Reader, value) -> dict:
    items = []
    for item in value["items"]:
        href = item["link"].href if item["link"] else ""
        url = urljoin(reader.base, href) if href else ""
        items.append({"title": item["title"], "text": item["text"] or "", "url": url})
    return {"items": items}


Converter = Callable[[Reader, object], dict | None]
BLOCKS: dict[str, Converter] = {
    "heading": _heading,
    "text": _text,
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "callout": _callout,
    "law": _law,
    "key_figures": _key_figures,
    "steps": _steps,
    "comparison": _comparison,
    "accordion": _accordion,
    "download": _download,
    "button": _button,
    "cards": _cards,
}
