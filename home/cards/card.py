"""What stands on a share card, and the address that follows from it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import override

from home.documents.typesetting import fingerprint
from home.models.media import SiteImage
from home.models.settings import SiteSettings

WIDTH, HEIGHT = 1200, 630
TEMPLATE = "card"
DIGEST = 16  # hexadecimal digits in the address
LONGEST_TITLE = 140
SHORTEST_END = 7  # letters of the last words that are kept together

Finder = Callable[[str], "Card | None"]
_finders: dict[str, Finder] = {}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card. `source` and `key` say whose it is: who registered `source` finds it again by `key`."""

    source: str
    key: str
    language: str
    title: str
    kind: str = ""
    by: str = ""  # the agency, or where a place stands
    illustration: str = ""
    picture: SiteImage | None = None
    is_sample: bool = False
    summary: str = ""  # for those who show words beside the card; it is not drawn

    @cached_property
    def digest(self) -> str:
        """Changes with everything that is drawn, and with how it is drawn."""
        drawn = json.dumps([self.drawn(), self._picture_key(), fingerprint(TEMPLATE)], ensure_ascii=False)
        return hashlib.sha256(drawn.encode()).hexdigest()[:DIGEST]

    @property
    def extension(self) -> str:
        return "jpg" if self.picture else "png"

    @property
    def content_type(self) -> str:
        return "image/jpeg" if self.picture else "image/png"

    @cached_property
    def path(self) -> str:
        return reverse("share_card", args=[self.source, self.language, self.key, self.digest, self.extension])

    @property
    def alt(self) -> str:
        return ": ".join(part for part in (self.kind, self.title) if part)

    def drawn(self) -> dict:
        return {
            "title": together(shortened(self.title)),
            "kind": self.kind,
            "by": self.by,
            "illustration": self.illustration,
            "is_sample": self.is_sample,
            "language": self.language,
            "site": SiteSettings.present().name,
        }

    def _picture_key(self) -> list:
        picture = self.picture
        return [picture.file_hash or picture.file.name, str(picture.get_focal_point())] if picture else []


def register_cards(source: str, find: Finder) -> None:
    """`find(key)` answers the card of something public in the language that is active, None for everything else."""
    _finders[source] = find


def card_for(source: str, key: str, language: str) -> Card | None:
    find = _finders.get(source)
    if find is None:
        return None
    with override(language):
        card = find(key)
    return card if card is not None and card.language == language else None


def shortened(title: str) -> str:
    """Cut at a word, for the few titles that no card has room for.

    >>> shortened("Đi chợ không túi ni lông")
    'Đi chợ không túi ni lông'
    """
    title = " ".join(title.split())
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def together(title: str) -> str:
    """The last words bound by a space that does not break, so that no short syllable stands alone on the last line.

    >>> together("Gói xôi bằng lá dong").split("\\xa0")
    ['Gói xôi bằng lá', 'dong']
    """
    words = title.split(" ")
    end = words.pop()
    while len(words) > 2 and len(end) < SHORTEST_END:
        end = f"{words.pop()}\u00a0{end}"
    return " ".join([*words, end])
