"""The sample site as people search it: what the search page answers, as short keys, without drawing the page."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.test import RequestFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.languages import pages_in_language
from home.registry import search_groups
from home.search.guessing import did_you_mean
from home.search.promotions import promoted
from home.search.vocabulary import vocabulary
from home.text import fold
from home.views.search import FEW, GROUP_SIZE, nearly, read_query

FOLDER = Path(__file__).parent / "golden"
FIRST = 5
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@dataclass(frozen=True)
class Expected:
    """A question and what must be among the first of its answer: any of the slugs, or all where a unit was split."""

    query: str
    kind: str
    slugs: str
    group: str = ""

    def is_in(self, found: list[str]) -> bool:
        if "+" in self.slugs:
            return all(f"{self.kind}:{slug}" in found for slug in self.slugs.split("+"))
        return any(f"{self.kind}:{slug}" in found for slug in self.slugs.split("|"))


def read(name: str) -> list[Expected]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [Expected(r["query"], r["kind"], r["expected"], r.get("group", "")) for r in csv.DictReader(file)]


def load_sample_site() -> None:
    with disable_reference_index_auto_update():  # a quarter of the time, and no search reads it
        call_command("load_demo", verbosity=0, stdout=io.StringIO())
    call_command("optimise_search", verbosity=0)


# --- How one question is typed ------------------------------------------------------------------------------------------


def forms(query: str) -> Iterator[tuple[str, str]]:
    """The ways to type it, by name; one that changes nothing is left out, except what only Unicode tells apart."""
    words = query.split()
    ways = {
        "as written": query,
        "without marks": bare(query),
        "half the marks": " ".join(bare(word) if place % 2 else word for place, word in enumerate(words)),
        "decomposed": unicodedata.normalize("NFD", query),
        "the other tone place": " ".join(map(other_tone_place, words)),
        "capitals": query.upper(),
    }
    seen: set[str] = set()
    for name, typed in ways.items():
        if typed not in seen:
            yield name, typed
        seen.add(typed)


def bare(text: str) -> str:
    """Without marks, capitals and punctuation kept."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


def other_tone_place(word: str) -> str:
    """hòa for hoà and the other way round; a word of another shape as it is."""
    letters = unicodedata.normalize("NFD", word)
    tone = next((char for char in letters if char in _TONES), "")
    if not tone or fold(word)[-2:] not in ("oa", "oe", "uy") or fold(word).startswith("qu"):
        return word
    plain = letters.replace(tone, "")
    is_old_style = letters.index(tone) < len(letters) - 1
    changed = plain + tone if is_old_style else plain[:-1] + tone + plain[-1]
    return unicodedata.normalize("NFC", changed)


# --- What is answered --------------------------------------------------------------------------------------------------


class Asker:
    """Asks the functions that the search page asks, in its order; the same question once."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def answer(self, typed: str) -> list[str]:
        """Keys of the promoted, of the first of each group and of the first pages."""
        query = read_query(RequestFactory().get("/tim-kiem/", {"q": typed}))
        if query not in self._known:
            self._known[query] = _answer(query)
        return self._known[query]

    def offered(self, typed: str) -> str:
        """The question that is offered to who found nothing."""
        pages = pages_in_language()

        def finds(guess: str) -> bool:
            return bool(pages.search(guess)[:1]) or any(group.total for group in search_groups(guess, 1))

        return did_you_mean(typed, vocabulary("vi"), finds)


def _answer(query: str) -> list[str]:
    pages = pages_in_language()
    hits = list(pages.search(query)[:FIRST])
    groups = search_groups(query, GROUP_SIZE)
    first = [key_of(choice.url) for choice in promoted(query)]
    grouped = [key_of(hit.url) for group in groups for hit in group.hits]
    if (hits and len(hits) < FEW) or not (hits or grouped or first):
        hits = [*hits, *nearly(query, pages, besides=hits)][:FIRST]
    return [*first, *grouped, *(f"page:{page.slug}" for page in hits)]


def key_of(url: str) -> str:
    """ "/diem-ban/xa-phuong/pho-yen/" is "unit:pho-yen"; pages, stores and alternatives likewise by their slug."""
    parts = urlsplit(url)
    if parts.fragment.startswith("cach-"):
        return f"alternative:{parts.fragment.removeprefix('cach-')}"
    if parts.path.startswith("/diem-ban/xa-phuong/"):
        return f"unit:{parts.path.split('/')[3]}"
    *above, slug = parts.path.strip("/").split("/")
    return f"store:{slug}" if above == ["diem-ban"] else f"page:{slug}"
