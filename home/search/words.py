"""How text becomes words: folded to be found, spelled to be ranked, with their place to be highlighted."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from home.text import spelling, words

LONGEST_WORD = 100  # PostgreSQL refuses words of more than 2 kB; nobody types one
_TYPICAL_CHUNK = 40
_SPELLED = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


class Word(NamedTuple):  # thousands are made for one page of results; a frozen dataclass takes three times as long
    """One word of a text: as it is found, as it is spelled, and where it stands."""

    folded: str
    spelled: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def _folded_chunk(chunk: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words(chunk))


def folded_words(text: str) -> list[str]:
    """The words that the index holds. Vietnamese repeats few syllables, so each is folded once and remembered.

    Compatibility forms are made plain: "CO₂" and "m²" are found as "co2" and "m2".
    """
    found: list[str] = []
    for chunk in unicodedata.normalize("NFKC", text).split():
        found.extend(_folded_chunk(chunk) if len(chunk) <= _TYPICAL_CHUNK else _folded_chunk.__wrapped__(chunk))
    return found


def read_words(text: str) -> list[Word]:
    """The words of a text that `home.text.normalise` has cleaned, with their places in it."""
    return [
        Word(folded, spelled, match.start(), match.end())
        for match in _SPELLED.finditer(text)
        for folded, spelled in _read_word(match[0])
    ]


@lru_cache(maxsize=20_000)
def _read_word(word: str) -> tuple[tuple[str, str], ...]:
    spelled = word.casefold()
    return tuple((folded, spelled) for folded in folded_words(word))


@lru_cache(maxsize=20_000)
def exact(spelled: str) -> str:
    """The spelling with its marks, wherever the tone was placed. The same few syllables come again and again."""
    return spelling(spelled)


def agrees(typed: Word, spelled: str) -> bool:
    """Whether a typed word may be meant by this exact spelling: without any mark it may, with other marks not."""
    return typed.spelled == typed.folded or exact(typed.spelled) == spelled


def place_of(phrase: Sequence[str], among: Sequence[str], *, prefix: bool = False) -> int | None:
    """Where the phrase stands in a row of words; with `prefix`, its last word may be the beginning of one."""
    whole, last = list(phrase[:-1]), phrase[-1]
    for place in range(len(among) - len(phrase) + 1):
        end = among[place + len(whole)]
        if (end.startswith(last) if prefix else end == last) and list(among[place : place + len(whole)]) == whole:
            return place
    return None
