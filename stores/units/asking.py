"""The unit that somebody asked the directory for, by its address's word or by a name from any time.

One unit of today is taken; where several share the ground of the name, nobody chooses for the reader: they are asked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from home.models import Unit
from home.text import lower_first, normalise
from home.units.family import family
from stores.units.index import LONGEST_QUERY, meaning

MOST_CHOICES = 8


@dataclass(frozen=True)
class Asked:
    """What was asked for: the one unit of today, or those to choose from. `former` was named, if it is no more."""

    unit: Unit | None = None
    choices: tuple[Unit, ...] = ()
    former: Unit | None = None
    typed: str = ""

    @property
    def name(self) -> str:
        return self.former.full_name if self.former else self.typed

    @property
    def is_open(self) -> bool:
        """Nothing was chosen, and something was asked."""
        return self.unit is None and bool(self.choices or self.typed)

    @property
    def pair(self) -> tuple[str, str]:
        """The same question in an address."""
        return ("noi", self.typed) if self.typed else ("xa", self.former.slug if self.former else "")


@dataclass(frozen=True)
class Choice:
    label: str
    url: str


@dataclass(frozen=True)
class Question:
    """What the reader is asked, with links that answer."""

    text: str
    choices: list[Choice]
    all_url: str = ""  # where there are more than a few


def asked_unit(slug: str, typed: str, current: list[Unit]) -> Asked:
    """The typed name counts more than the one in the list: it was written on purpose."""
    typed = normalise(typed)[:LONGEST_QUERY]
    if typed:
        return _named(typed)
    unit = next((unit for unit in current if unit.slug == slug), None)
    if unit or not slug:
        return Asked(unit)
    former = family().by_slug(slug)
    if former is None:
        return Asked()
    today = family().today(former)
    return Asked(today[0] if len(today) == 1 else None, tuple(today), former)


def _named(typed: str) -> Asked:
    meant = meaning(typed)
    former = meant.matched[0] if meant.kind == "former" and len(meant.matched) == 1 else None
    return Asked(meant.unit, meant.choices, former, typed)


def question_about(asked: Asked, url_of: Callable[[Unit], str]) -> Question | None:
    """Asked where the name alone cannot decide, or where nothing is called so."""
    if not asked.is_open:
        return None
    if not asked.choices:
        return Question(_("Không thấy xã, phường nào tên “%(name)s”, cũ hay mới.") % {"name": asked.name}, [])
    text = _("“%(name)s” nay thuộc nhiều xã, phường. Bạn tìm nơi nào?") % {"name": asked.name}
    return _question(text, asked.choices, url_of, asked.name)


def offer_for(query: str, url_of: Callable[[Unit], str]) -> Question | None:
    """Words that are the name of a unit and nothing else: the reader may have meant the places there."""
    meant = meaning(query)
    if not meant.choices:
        return None
    if meant.kind in ("former", "split"):
        text = _("%(name)s nay thuộc:") % {"name": meant.matched[0].full_name}
    elif meant.kind == "current":
        text = _("Xem mọi điểm bán ở:")
    else:
        text = _("“%(name)s” có thể là tên của nhiều nơi. Xem mọi điểm bán ở:") % {"name": query}
    return _question(text, meant.choices, url_of, query)


def _question(text: str, units: tuple[Unit, ...], url_of: Callable[[Unit], str], name: str) -> Question:
    choices = [Choice(unit.full_name, url_of(unit)) for unit in units[:MOST_CHOICES]]
    rest = f"{reverse('stores:units')}?{urlencode({'q': name})}" if len(units) > MOST_CHOICES else ""
    return Question(text, choices, rest)


def notice_of(asked: Asked) -> str:
    """Said where an old name led to its one unit of today."""
    if asked.unit is None or asked.former is None:
        return ""
    words = {"former": asked.former.full_name, "unit": lower_first(asked.unit.full_name)}
    return _("%(former)s nay thuộc %(unit)s.") % words
