"""How photographs are shown: one table of formats, sized copies made beforehand, and what is shown until they are there.

A copy in AVIF of a large photograph costs up to half a second, so the worker makes them when a page is published or a
picture changes. A reader who comes earlier gets one plain copy, and the rest is ordered.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.images.models import Filter, Picture, SourceImageIOError

from home.models.media import SiteImage, SiteRendition

TYPES = ("avif", "webp", "jpeg")  # JPEG is what every browser and feed reader understands


@dataclass(frozen=True)
class PictureFormat:
    """`shapes`: Wagtail's operations, from narrow to wide. `sizes`: how wide the picture stands on the page."""

    shapes: tuple[str, ...]
    sizes: str = ""
    types: tuple[str, ...] = TYPES
    decorative: bool = False  # beside words that say the same: no alternative text
    first: bool = False  # stands at the head of its page: fetched at once, before anything else

    @property
    def specs(self) -> list[str]:
        return [f"{shape}|format-{kind}" for kind in self.types for shape in self.shapes]

    @property
    def plain(self) -> str:
        """The one copy that stands in for the others."""
        return f"{self.shapes[len(self.shapes) // 2]}|format-jpeg"


READING = ("width-480", "width-800", "width-1280")  # of a column of text, once and for dense screens

FORMATS = {
    "lead": PictureFormat(READING, "(min-width: 46rem) 44rem, 100vw", first=True),
    "body": PictureFormat(READING, "(min-width: 46rem) 44rem, 100vw"),
    "gallery": PictureFormat(("fill-360x270", "fill-640x480"), "(min-width: 30rem) 22rem, 100vw"),
    "card": PictureFormat(
        ("fill-360x236", "fill-520x340", "fill-1040x680"), "(min-width: 48rem) 26rem, 50vw", decorative=True
    ),
    "cards": PictureFormat(("fill-360x240", "fill-640x427"), "(min-width: 30rem) 20rem, 100vw", decorative=True),
    "option": PictureFormat(("fill-360x270", "fill-640x480"), "(min-width: 30rem) 16rem, 50vw"),
    "poster": PictureFormat(("fill-640x360", "fill-960x540"), "(min-width: 62rem) 44rem, 100vw", decorative=True),
    "social": PictureFormat(("fill-1200x630",), types=("jpeg",)),
}

# Where a page or a block of its body refers to a picture, and how it is shown from there.
FIELDS = {"listing_image": ("card",), "lead_image": ("lead",), "social_image": ("social",)}
BLOCKS = {
    "image": ("body",),
    "gallery": ("gallery",),
    "cards": ("cards",),
    "video": ("poster",),
    "image_choice": ("option",),
    "question": ("body",),
}
# The same for the children of a record (a store's photographs): one alone stands wide, several small.
CHILDREN = {"photos": ("gallery", "body")}


def formats_at(model_path: str) -> tuple[str, ...]:
    """For a path as Wagtail's reference index writes it.

    >>> formats_at("listing_image"), formats_at("body.gallery.items.item.image")
    (('card',), ('gallery',))
    """
    parts = model_path.split(".")
    if parts[0] in CHILDREN:
        return CHILDREN[parts[0]]
    return FIELDS.get(parts[0], ()) if len(parts) == 1 else BLOCKS.get(parts[1], ())


def ready(image: SiteImage, name: str) -> dict[str, SiteRendition]:
    """The copies that are there, by their spec, each width once: small originals give the same copy several times."""
    wanted = FORMATS[name]
    found = {each.spec: copy for each, copy in image.find_existing_renditions(*map(Filter, wanted.specs)).items()}
    seen: set[tuple[str, int]] = set()
    copies = {}
    for spec in wanted.specs:
        copy = found.get(spec)
        if copy is not None and (kind := (spec.rpartition("-")[2], copy.width)) not in seen:
            seen.add(kind)
            copies[spec] = copy
    return copies


def picture(image: SiteImage, name: str, *, eager: bool = False) -> Picture | None:
    """As it stands on a page; None for a picture whose file is gone."""
    wanted = FORMATS[name]
    copies = ready(image, name) or _stand_in(image, name)
    if not copies:
        return None
    attributes = {"alt": "" if wanted.decorative else image.default_alt_text, "decoding": "async"}
    if wanted.sizes:
        attributes["sizes"] = wanted.sizes
    attributes["loading"] = "eager" if eager or wanted.first else "lazy"
    if wanted.first:
        attributes["fetchpriority"] = "high"
    return Picture(copies, attributes)


def _stand_in(image: SiteImage, name: str) -> dict[str, SiteRendition]:
    from home.picture_jobs import make_copies  # the job makes what this module describes

    spec = FORMATS[name].plain
    with suppress(SourceImageIOError, OSError):
        copy = image.get_rendition(spec)
        make_copies.enqueue_once(f"pictures-{image.pk}-{name}", image.pk, [name])
        return {spec: copy}
    return {}


def make(image: SiteImage, names: Iterable[str]) -> int:
    """Every copy that these formats want; how many were missing. One after the other, for the memory's sake."""
    made = 0
    for name in names:
        for spec in FORMATS[name].specs:
            if not image.find_existing_renditions(Filter(spec)):
                image.get_rendition(spec)
                made += 1
    return made


def with_pictures(pages: QuerySet) -> QuerySet:
    """Pages as lists show them: their pictures come along, with the copies made before."""
    return pages.select_related("listing_image", "locale").prefetch_related("listing_image__renditions")
