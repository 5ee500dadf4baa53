"""How a column of whole numbers becomes a short text that compresses well. static/js/map/pack.js reads it.

A number is written in base 32, highest digit first. Digits that are followed by another one come from the first half
of the alphabet, the last digit of a number from the second half, so no separator is needed. On top of gzip this is a
fifth smaller than decimal figures with commas.

A position is one number: the bits of latitude and longitude in turn (Morton order). Sorted, neighbours on the ground
become neighbours in the file and only the small differences are written.
"""

from collections.abc import Sequence

import numpy as np

SCALE = 100_000  # steps a degree; about one metre

_DIGIT_BITS = 5
_BASE = 1 << _DIGIT_BITS
# 64 printable characters that JSON does not escape: from "#" on, without the backslash.
ALPHABET = "".join(chr(code) for code in range(0x23, 0x23 + 2 * _BASE + 1) if code != 0x5C)
_LETTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)

_SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def write_column(numbers: Sequence[int] | np.ndarray) -> str:
    """Numbers of 0 and more, as text."""
    values = np.asarray(numbers, dtype=np.uint64)
    if not len(values):
        return ""
    places = max(1, -(-int(values.max()).bit_length() // _DIGIT_BITS))
    shifts = np.arange(places - 1, -1, -1, dtype=np.uint64) * np.uint64(_DIGIT_BITS)
    rest = values[:, None] >> shifts  # what is left of the number from each place on
    digits = (rest & np.uint64(_BASE - 1)).astype(np.uint8)
    written = rest > 0
    written[:, -1] = True  # a zero is written too
    digits[:, -1] += _BASE
    return _LETTERS[digits[written]].tobytes().decode("ascii")


def write_steps(ascending: Sequence[int] | np.ndarray) -> str:
    """Numbers that never fall, as the differences between them (the first from 0)."""
    return write_column(np.diff(np.asarray(ascending, dtype=np.uint64), prepend=np.uint64(0)))


def _spread(values: np.ndarray) -> np.ndarray:
    """Room for another bit after each bit of 32."""
    spread = values.astype(np.uint64)
    for shift, mask in _SPREADS:
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread


def morton(lats: np.ndarray, lngs: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
    """The order number of each position, and the origin (in steps) from which it is counted.

    The whole world needs 26 bits an axis: the numbers stay exact in JavaScript.
    """
    y, x = (np.rint(degrees * SCALE).astype(np.int64) for degrees in (lats, lngs))
    if not len(y):
        return y.astype(np.uint64), (0, 0)
    origin = int(y.min()), int(x.min())
    codes = (_spread(y - origin[0]) << np.uint64(1)) | _spread(x - origin[1])
    return codes, origin
