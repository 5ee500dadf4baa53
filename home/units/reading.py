"""Reads what someone typed for a place: which words are the unit, which the district or province around it.

Nothing is decided here. One text may be read in several ways ("phuong tien" is Phượng Tiến, or a phường called
Tiến); the resolver keeps the ways that exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product

from home.models import Unit
from home.text import fold, has_marks, normalise, spelling

PROVINCE = "tinh"
COMMUNE_KINDS = frozenset({Unit.Kind.XA, Unit.Kind.PHUONG, Unit.Kind.THI_TRAN})
DISTRICT_KINDS = frozenset({Unit.Kind.HUYEN, Unit.Kind.THANH_PHO, Unit.Kind.THI_XA})

_TYPE_WORDS = {
    Unit.Kind.XA: ("xã", "x"),
    Unit.Kind.PHUONG: ("phường", "p"),
    Unit.Kind.THI_TRAN: ("thị trấn", "tt", "t t"),
    Unit.Kind.HUYEN: ("huyện", "h"),
    Unit.Kind.THANH_PHO: ("thành phố", "tp", "t p"),
    Unit.Kind.THI_XA: ("thị xã", "tx", "t x"),
    PROVINCE: ("tỉnh", "t"),
}
_KIND_OF = {fold(word): (str(kind), spelling(word)) for kind, words in _TYPE_WORDS.items() for word in words}
# Locals write the two cities and provinces by their initials.
_SHORT_NAMES = {"tn": "Thái Nguyên", "bk": "Bắc Kạn"}
_COUNTRY = {"viet nam", "vietnam", "vn"}

_MAX_LENGTH, _MAX_SEGMENTS, _MAX_CUT_WORDS, _MAX_NAME_WORDS = 300, 6, 12, 5
# A type word with its marks, or an abbreviation with its dot, begins a new part even without a comma.
_BEFORE_TYPE_WORD = re.compile(
    r"(?<!thị)(?<!tác)\s+(?=(?:thị xã|thị trấn|thành phố|phường|huyện|tỉnh|xã|(?:tp|tx|tt|p|x|h|t)\.)\s*\w)", re.I
)
_SEPARATOR = re.compile(r"\s*[,;()|–—]\s*|\s+-(?=[\s,])\s*")
# One vowel after a consonant is written with i or y: Mỹ and Mĩ, Sỹ and Sĩ, Quy and Qui, Lý and Lí.
_I_OR_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]h?|tr|ngh?)[iy]\b")


@dataclass(frozen=True)
class Part:
    """A name with the type word that stood before it; without one, `kind` is empty."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def is_short(self) -> bool:
        return len(self.name.split()) <= _MAX_NAME_WORDS


@dataclass(frozen=True)
class Reading:
    """One way to read a text: a unit, inside areas that all have to hold it. Each lists its possible parts."""

    unit: tuple[Part, ...]
    areas: tuple[tuple[Part, ...], ...] = ()

    def parts(self) -> Iterator[Part]:
        for alternatives in (self.unit, *self.areas):
            yield from alternatives

    @property
    def is_possible(self) -> bool:
        """Names are short, and no area is a commune."""
        inside = all(any(part.kind not in COMMUNE_KINDS for part in area) for area in self.areas)
        return inside and all(any(part.is_short for part in parts) for parts in (self.unit, *self.areas))


@lru_cache(maxsize=2048)
def name_key(name: str) -> str:
    """Folded, and the same for i and y."""
    return _I_OR_Y.sub(r"\1i", fold(name))


def spelling_key(name: str) -> str:
    """With its marks, and the same for i and y."""
    return _I_OR_Y.sub(r"\1i", spelling(name))


def folded_variants(name: str) -> set[str]:
    """The folded name with i and y exchanged wherever both are written."""
    options = [{word, _I_OR_Y.sub(r"\1i", word), _I_OR_Y.sub(r"\1y", word)} for word in fold(name).split()]
    return {" ".join(choice) for choice in product(*options)}


def read(text: str) -> list[list[Reading]]:
    """Groups of readings, the likelier group first: a name among its areas before the areas themselves.

    "Hùng Sơn, Đại Từ" is first Hùng Sơn inside Đại Từ, then Đại Từ alone. Where no comma parts unit and area, the words
    are cut at every place.
    """
    segments = _segments(text)
    groups = []
    for place, segment in enumerate(segments):
        around = tuple(_parts(other) for other in segments[place + 1 :])
        groups.append([Reading(_parts(segment), around)])
        groups.append([_cut_reading(pieces, around) for pieces in _cuts(segment)])
    possible = ([reading for reading in group if reading.is_possible] for group in groups)
    return [group for group in possible if group]


def _cut_reading(pieces: tuple[str, ...], around: tuple[tuple[Part, ...], ...]) -> Reading:
    unit, *areas = (_parts(piece) for piece in pieces)
    return Reading(unit, (*areas, *around))


def _segments(text: str) -> list[str]:
    separated = _BEFORE_TYPE_WORD.sub(", ", normalise(text[:_MAX_LENGTH]))
    separated = re.sub(r"\btp(tn|bk)\b", r"tp \1", separated, flags=re.I)
    segments = [" ".join(re.split(r"[\s.]+", segment)).strip() for segment in _SEPARATOR.split(separated)]
    segments = [segment for segment in segments if segment]
    if segments and fold(segments[-1]) in _COUNTRY:
        segments.pop()
    return segments[-_MAX_SEGMENTS:]


def _parts(segment: str) -> tuple[Part, ...]:
    """The segment with its type word taken off, and as it stands unless marks make the type word certain."""
    tokens = segment.split(" ")
    found = []
    for count in (2, 1):
        lead, name = " ".join(tokens[:count]), " ".join(tokens[count:])
        kind, right = _KIND_OF.get(fold(lead), ("", ""))
        if not (kind and name and _agree(lead, right)):
            continue
        found.append(Part(kind, _SHORT_NAMES.get(fold(name), name)))
        if has_marks(lead):
            return tuple(found)
    return (*found, Part("", _SHORT_NAMES.get(fold(segment), segment)))


def _agree(lead: str, right: str) -> bool:
    """Whether what stands before a name may be that type word: "thị tran" may, "thi trấn" may, "thì trấn" may not."""
    pairs = zip(lead.split(), right.split(), strict=True)
    return all(not has_marks(word) or spelling(word) == meant for word, meant in pairs)


def _cuts(segment: str) -> Iterator[tuple[str, ...]]:
    """The words in two or three runs; none for a long text, which is a sentence and not a name."""
    tokens = segment.split(" ")
    if len(tokens) > _MAX_CUT_WORDS:
        return
    for count in (1, 2):
        for places in combinations(range(1, len(tokens)), count):
            bounds = (0, *places, len(tokens))
            yield tuple(" ".join(tokens[start:end]) for start, end in pairwise(bounds))
