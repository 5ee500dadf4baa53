"""What an entry holds, as parts that templates/feeds/ draws; apps register their own kinds' parts (home/registry.py)."""

from wagtail.blocks import StreamValue
from wagtail.models import Page

from home.documents.content import day
from home.feeds.reader import FeedReader
from home.registry import feed_parts


def parts_of(page: Page, reader: FeedReader) -> list[dict]:
    """Everything a reader needs who never opens the page, sources and corrections included."""
    registered = feed_parts(type(page))
    own = registered[0](page, reader) if registered else body_parts(page, reader)
    return [*own, *ending_parts(page, reader)]


def body_parts(page: Page, reader: FeedReader) -> list[dict]:
    body = getattr(page, "body", None)
    return reader.body(body) if body else []


def ending_parts(page: Page, reader: FeedReader) -> list[dict]:
    found = []
    if corrections := getattr(page, "corrections", None):
        found.append({"kind": "corrections", "items": _corrections(corrections)})
    if sources := getattr(page, "sources", None):
        found.append({"kind": "sources", "items": reader.sources(sources)})
    return found


def facts_part(*facts: tuple[str, str]) -> list[dict]:
    """A strip of facts, without those that are not known."""
    known = [{"label": label, "value": value} for label, value in facts if value]
    return [{"kind": "facts", "items": known}] if known else []


def words_part(text: str) -> list[dict]:
    return [{"kind": "words", "text": text}] if text else []


def heading_part(text: str) -> dict:
    return {"kind": "heading", "text": text, "level": 2}


def _corrections(stream: StreamValue) -> list[dict]:
    return [{"day": day(block.value["date"]), "text": block.value["text"]} for block in stream]
