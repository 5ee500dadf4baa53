"""Reads the blocks of many pages for feeds: as home/documents/content.py does, with pictures by address."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urljoin

from django.core.files.storage import storages
from django.db.models import Model, prefetch_related_objects
from wagtail.blocks import StreamBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from home.documents.content import BLOCKS, PICTURE, Converter, Reader
from home.models import SiteImage, SiteRendition


class FeedReader(Reader):
    """A picture is where it stands and what it says; nothing is read from its file."""

    @property
    def converters(self) -> dict[str, Converter]:
        return BLOCKS | {"video": _video}

    def picture(self, image: SiteImage | None) -> dict | None:
        rendition = self.rendition(image)
        if image is None or rendition is None:
            return None
        size = {"width": rendition.width, "height": rendition.height}
        words = {"alt": image.description, "credit": image.credit, "caption": ""}
        return {"url": self.absolute(rendition.url)} | size | words

    def absolute(self, url: str) -> str:
        return urljoin(self.base, url)

    def rendition(self, image: SiteImage | None) -> SiteRendition | None:
        """None for a picture whose file is gone."""
        with suppress(OSError):
            return image.get_rendition(PICTURE) if image else None
        return None

    def load(self, pages: list[Page], images: Iterable[SiteImage]) -> None:
        """Asks for everything that the streams of these pages hold, at once for all of them."""
        held = [leaf for value in _loaded_streams(pages) for leaf in _leaves(value)]
        self.links.learn(leaf.source for leaf in held if isinstance(leaf, RichText))
        linked = [leaf for leaf in held if isinstance(leaf, Page)]
        prefetch_related_objects(linked, "locale")
        shown = [*images, *(leaf for leaf in held if isinstance(leaf, SiteImage))]
        prefetch_related_objects(shown, "renditions")


@lru_cache(maxsize=2000)
def file_size(name: str) -> int:
    """Of a file on the public storage; its name is random, so what it names never changes."""
    with suppress(OSError):
        return storages["public"].size(name)
    return 0


def _video(reader: Reader, value) -> dict | None:
    href = value["document"].url if value["document"] else value["url"]
    if not href:
        return None
    words = {"title": value["title"], "transcript": value["transcript"] or ""}
    return words | {"url": urljoin(reader.base, href), "poster": reader.picture(value["poster"])}


def _loaded_streams(pages: list[Page]) -> list[StreamValue]:
    """Streams of the same make are read together, whatever page they stand on."""
    groups: dict[tuple, tuple[StreamBlock, list[tuple[Page, str]]]] = {}
    for page in pages:
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                block = field.stream_block
                make = (type(block), *block.child_blocks)
                groups.setdefault(make, (block, []))[1].append((page, field.name))
    loaded = []
    for block, places in groups.values():
        raw = [list(getattr(page, name).raw_data) for page, name in places]
        for (page, name), value in zip(places, block.bulk_to_python(raw), strict=True):
            page.__dict__[name] = value  # past the field's descriptor, which would read it again
            loaded.append(value)
    return loaded


def _leaves(value: object) -> Iterator[RichText | Model]:
    """The rich texts and the chosen things inside a block's value."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from _leaves(child.value)
    elif isinstance(value, StructValue):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, ListValue):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, RichText | Model):
        yield value
