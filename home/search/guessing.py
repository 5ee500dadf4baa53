""" "Did you mean": the likeliest question of which something is found, for one of which nothing is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from home.search.vocabulary import Vocabulary
from home.search.words import Word, folded_words, read_words
from home.text import has_marks, normalise, untelex

_MOST_WORDS = 12
_PATHS = 12  # questions kept while reading from left to right
_TRIED = 5  # of which the database is asked

_UNKNOWN_WORD = 4.0
_A_SLIP = 1.5
_A_SLIP_IN_A_SHORT_WORD = 2.5  # of two letters, half is wrong
_A_SPLIT = 1.2
_LEFT_KEYS = 0.5
_STRANGERS = 1.0  # two words that nowhere stand beside each other


@dataclass(frozen=True)
class _Path:
    """A question up to some word: what it costs to believe that it was meant."""

    cost: float
    words: tuple[str, ...]
    typed: tuple[Word | None, ...]  # None where the word is not the one that was typed


def did_you_mean(query: str, words: Vocabulary, finds: Callable[[str], bool]) -> str:
    """The question to offer, with its marks; empty when there is none. `finds` asks whether a question has results."""
    said = read_words(normalise(query))
    if not 0 < len(said) <= _MOST_WORDS:
        return ""
    asked = tuple(word.folded for word in said)
    for path in _likeliest(said, words):
        if path.words == asked:  # what follows is less likely than what was typed
            break
        guess = _shown(path, words)
        if finds(guess):
            return guess
    return ""


def _likeliest(said: Sequence[Word], words: Vocabulary) -> list[_Path]:
    paths = [_Path(0.0, (), ())]
    for word in said:
        steps = list(_readings(word, words))
        grown = [_with(path, cost, meant, typed, words) for path in paths for cost, meant, typed in steps]
        paths = sorted(grown, key=lambda path: path.cost)[:_PATHS]
    return paths[:_TRIED]


def _readings(word: Word, words: Vocabulary) -> Iterable[tuple[float, tuple[str, ...], Word | None]]:
    """What one word may have been: itself, one that looks like it, or two written as one."""
    yield (0.0 if word.folded in words else _UNKNOWN_WORD), (word.folded,), word
    for near, slips in words.near(word.folded):
        yield slips * (_A_SLIP if len(word.folded) > 2 else _A_SLIP_IN_A_SHORT_WORD), (near,), None
    if meant := untelex(word.spelled):
        yield _LEFT_KEYS, tuple(folded_words(meant)), None
    for pair in words.split(word.folded):
        yield _A_SPLIT, pair, None


def _with(path: _Path, cost: float, meant: tuple[str, ...], typed: Word | None, words: Vocabulary) -> _Path:
    if path.words and not words.stand_together(path.words[-1], meant[0]):
        cost += _STRANGERS
    return _Path(path.cost + cost, path.words + meant, path.typed + (typed,) * len(meant))


def _shown(path: _Path, words: Vocabulary) -> str:
    """Words that were typed with marks stay as they were typed."""
    spelled = words.spelled(path.words)
    pairs = zip(spelled, path.typed, strict=True)
    return " ".join(typed.spelled if typed and has_marks(typed.spelled) else guess for guess, typed in pairs)
