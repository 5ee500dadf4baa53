"""What a page says of itself to those who show it elsewhere (Open Graph)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.conf import settings

from home.cards import HEIGHT, WIDTH, Card
from home.pictures import ready

register = template.Library()

LOCALES = {"vi": "vi_VN", "en": "en_US"}


@dataclass(frozen=True)
class Share:
    """Title, words and picture of one page."""

    card: Card
    kind: str  # Open Graph's type
    image: str
    image_type: str
    image_alt: str
    published: date | datetime | None = None
    modified: datetime | None = None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def locale(self) -> str:
        return LOCALES[self.card.language]

    @property
    def other_locales(self) -> list[str]:
        return [locale for locale in LOCALES.values() if locale != self.locale]


@register.simple_tag(takes_context=True)
def share_of(context: Mapping) -> Share | None:
    """The view's own card, else the page's; None where there is neither (errors, forms, searches)."""
    card = context.get("share_card")
    page = None if card else context.get("page")
    card = card or getattr(page, "share_card", None)
    if card is None:
        return None
    image, image_type, alt = _own_picture(page) or (card.path, card.content_type, card.alt)
    is_article = hasattr(page, "schema")
    return Share(
        card,
        "article" if is_article else "website",
        image if "://" in image else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + image,
        image_type,
        alt,
        published=(getattr(page, "published_on", None) or page.first_published_at) if is_article else None,
        modified=page.last_published_at if is_article else None,
    )


def _own_picture(page: object) -> tuple[str, str, str] | None:
    """The picture that an editor chose for sharing, once its copy is made; until then the card stands."""
    chosen = getattr(page, "social_image", None)
    copies = list(ready(chosen, "social").values()) if chosen else []
    return (copies[0].url, "image/jpeg", chosen.default_alt_text) if copies and chosen else None
