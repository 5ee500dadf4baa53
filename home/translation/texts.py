"""What a page says, sentence by sentence: what has to be translated, and what tells whether a source has changed.

Only words count. Dates, choices, addresses of links and the order of topics may change without a translation being old.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.db import models
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from home.text import has_marks

OF_EVERY_PAGE = ("title", "seo_title", "search_description")
# Fields and parts of blocks that hold names of people and places: the same in every language.
NAMES = frozenset({"author", "address", "place", "contact", "version"})
HEADLINES = ("title", "summary")
MANY_MARKED_WORDS = 3
PARAGRAPHS = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """One paragraph, and where it stands: the field and, in a stream, the place of its block."""

    value: str
    field: str
    block: int | None = None
    is_name: bool = False


def texts_of(page: Page) -> list[Text]:
    """All that the page says, in its order."""
    return [text for text in (*_of_fields(page), *_of_children(page)) if text.value]


def values_of(page: Page) -> list[str]:
    return [text.value for text in texts_of(page)]


def digest_of(values: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(values).encode()).hexdigest()


def words_changed(before: list[str], after: list[str]) -> int:
    """How many words a translator has to look at: new, replaced or gone."""
    matcher = SequenceMatcher(None, " ".join(before).split(), " ".join(after).split(), autojunk=False)
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def untranslated(texts: list[Text], known: set[str], site_name: str = "") -> list[Text]:
    """What still says, word for word, what the source says in Vietnamese; names are left alone."""
    return [text for text in texts if text.value in known and text.value != site_name and _is_vietnamese(text)]


def _is_vietnamese(text: Text) -> bool:
    if text.is_name:
        return False
    marked = sum(1 for word in text.value.split() if has_marks(word))
    return marked >= (1 if text.field in HEADLINES else MANY_MARKED_WORDS)


def paragraphs(html: str) -> list[str]:
    """The paragraphs and items of a piece of rich text, without markup."""
    return [_plain(unescape(strip_tags(part))) for part in PARAGRAPHS.split(html or "")]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join((text or "").split()))


def _of_fields(page: Page) -> Iterator[Text]:
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for place, child in enumerate(getattr(page, field.name)):
                for value, is_name in _of_block(child.block, child.value, page.locale.language_code):
                    yield Text(value, field.name, place, is_name)
        elif is_text(field) and (field.model is not Page or field.name in OF_EVERY_PAGE):
            yield from _of_field(page, field)


def _of_field(row: models.Model, field: models.Field, name: str = "") -> Iterator[Text]:
    value = getattr(row, field.name)
    parts = paragraphs(value) if isinstance(field, RichTextField) else [_plain(value)]
    for part in parts:
        yield Text(part, name or field.name, is_name=field.name in NAMES)


def _of_children(page: Page) -> Iterator[Text]:
    """Rows that belong to the page, such as the files of a resource."""
    for relation in get_all_child_relations(type(page)):
        if relation.related_model._meta.app_label.startswith("wagtail"):
            continue
        fields = [field for field in relation.related_model._meta.concrete_fields if is_text(field)]
        name = relation.get_accessor_name()
        for row in getattr(page, name).all() if fields else ():
            for field in fields:
                yield from _of_field(row, field, name)


def is_text(field: models.Field) -> bool:
    """Words that somebody typed to be read."""
    if not isinstance(field, (models.CharField, models.TextField)) or field.choices or not field.editable:
        return False
    return not isinstance(field, (models.SlugField, models.URLField, models.EmailField))


def _of_block(block: blocks.Block, value: object, language: str, name: str = "") -> Iterator[tuple[str, bool]]:
    if isinstance(block, blocks.StructBlock):
        for key, child in block.child_blocks.items():
            yield from _of_block(child, value.get(key), language, key)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _of_block(block.child_block, item, language, name)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _of_block(child.block, child.value, language, name)
    elif value is not None:
        yield from _of_leaf(block, value, language, name)


def _of_leaf(block: blocks.Block, value: object, language: str, name: str) -> Iterator[tuple[str, bool]]:
    """Words typed into one field of a block, or said about its picture; numbers, dates and choices say nothing."""
    if isinstance(block, blocks.RichTextBlock):
        yield from ((part, False) for part in paragraphs(value.source))
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield _plain(str(value)), name in NAMES
    elif isinstance(block, ImageChooserBlock):
        yield _plain(value.alt_text_in(language)), False
