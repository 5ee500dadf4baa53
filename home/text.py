"""The one fold: how Vietnamese text is cleaned, compared, sorted and put into addresses.

Slugs, search, duplicate detection, unit lookup and sort columns all use these functions; nobody writes a second
fold. Plain functions on plain strings, nothing of Django, so they may run in any process.

Unicode does not do this by itself: đ has no decomposition, "hòa" and "hoà" differ even in NFC, and files hold
marks typed as separate characters, no-break spaces and zero-width spaces.
"""

import re
import unicodedata
from collections.abc import Iterator

# đ and the letters that old conversions put in its place: eth and the African d; none of them decomposes.
_D_LOOK_ALIKES = str.maketrans({"ð": "đ", "ɖ": "đ", "Ð": "Đ", "Ɖ": "Đ"})
_D_TO_PLAIN = str.maketrans({"đ": "d", "Đ": "D"})
_GRAPHEME_JOINER = "\u034f"

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_TONES = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)  # in dictionary order
_TONE = re.compile(f"[{''.join(_TONES)}]")


def _is_invisible(char: str) -> bool:
    """Zero-width, direction and control characters; those that count as white space are kept to part words."""
    if char.isspace():
        return False
    return unicodedata.category(char) in ("Cf", "Cc", "Cs") or char == _GRAPHEME_JOINER


def normalise(text: str) -> str:
    """NFC, nothing invisible, single ordinary spaces, none at the ends. For every value that is stored."""
    if not text.isprintable() or _GRAPHEME_JOINER in text:
        text = "".join(char for char in text if not _is_invisible(char))
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The form in which two spellings are the same: no marks, no case, d for đ. "Hoà" and "HÒA" give "hoa"."""
    text = normalise(text)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_D_LOOK_ALIKES).translate(_D_TO_PLAIN))
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return normalise(bare.casefold())


def has_marks(text: str) -> bool:
    """Whether the writer used any mark or đ; then exact matches may be preferred."""
    return fold(text) != normalise(text).casefold()


def spelling(text: str) -> str:
    """The marks as they were meant, wherever the tone was put: equal for "hòa" and "hoà", not for "hoa".

    For comparing only, where marks should decide after the folds were found equal.
    """
    decomposed = unicodedata.normalize("NFD", normalise(text).translate(_D_LOOK_ALIKES).casefold())
    tones_last = (_TONE.sub("", word) + "".join(_TONE.findall(word)) for word in decomposed.split())
    return " ".join(tones_last)


def words(text: str) -> list[str]:
    """The folded words of a text, without punctuation."""
    return re.findall(r"[^\W_]+", fold(text))


def slugify(text: str, max_length: int = 100) -> str:
    """An ASCII slug, cut at a word where it is too long: "Xã Đại Từ" gives "xa-dai-tu".

    Two names may give one slug ("Văn Lang", "Văn Lăng"), so whoever stores it checks that it is unique.
    """
    plain = unicodedata.normalize("NFKD", fold(text)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    return cut.rsplit("-", 1)[0] if "-" in cut else slug[:max_length]


# --- Order -----------------------------------------------------------------------------------------------------

# CLDR "vi": white space, punctuation, symbols, figures, letters; ă â đ ê ô ơ ư are letters of their own.
_ORDER = " _-–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$₫0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = {char: f"{number:02d}" for number, char in enumerate(_ORDER, start=1)}
_LEVEL_END = "00"
_OTHER = "99"
_MAX_PRIMARY = 200


def sort_key(text: str) -> str:
    """A string of figures whose plain order is Vietnamese dictionary order.

    Only 0-9 occur, so SQLite's BINARY and every PostgreSQL collation agree on the order. Three levels follow each
    other, as in CLDR: two figures a letter, then one figure a letter for the tone (none, huyền, hỏi, ngã, sắc,
    nặng, other marks), then the capitals, three letters packed in one figure. Trailing zeros of the last two levels
    are left out. At most 200 + 2 + 100 + 34 = 336 characters, enough for names of 100; what is longer is cut.
    """
    primary = tones = capitals = ""
    for letter, tone, capital in _letters(text):
        code = _CODES.get(letter) or f"{_OTHER}{ord(letter):07d}"
        if len(primary) + len(code) > _MAX_PRIMARY:
            break
        primary, tones, capitals = primary + code, tones + tone, capitals + capital
    triples = (capitals[start : start + 3].ljust(3, "0") for start in range(0, len(capitals), 3))
    lower_levels = (tones + "".join(str(int(triple, 2)) for triple in triples)).rstrip("0")
    return primary + _LEVEL_END + lower_levels if lower_levels else primary


def first_letter(text: str) -> str:
    """The capital letter under which a name stands in a list; a tone makes no other letter.

    >>> first_letter("Ỷ La"), first_letter("đồng hỷ"), first_letter("Ấp Bắc"), first_letter("")
    ('Y', 'Đ', 'Â', '')
    """
    return next((letter.upper() for letter, _tone, _capital in _letters(text)), "")


def _letters(text: str) -> Iterator[tuple[str, str, str]]:
    """Each letter of the alphabet in lower case, its tone as a figure, "1" for a capital."""
    decomposed = unicodedata.normalize("NFD", normalise(text).translate(_D_LOOK_ALIKES))
    for base, marks in re.findall(r"([^\u0300-\u036f])([\u0300-\u036f]*)", decomposed):
        for char in base.casefold():
            letter, rest = char, marks
            for mark in (_BREVE, _CIRCUMFLEX, _HORN):
                composed = unicodedata.normalize("NFC", char + mark)
                if mark in marks and composed in _CODES:
                    letter, rest = composed, rest.replace(mark, "")
            tone = next((str(number) for number, mark in enumerate(_TONES, start=1) if mark in rest), "")
            yield letter, tone or ("6" if rest else "0"), str(int(base != base.casefold()))


# --- Typing leftovers ------------------------------------------------------------------------------------------

_SYLLABLE = re.compile(
    r"(?P<onset>ngh?|gh|gi(?=[aeouy])|qu(?=[aeoiy])|[cknpt]h|tr|[bcdghklmnprstvx])?"
    r"(?P<vowels>uye|uya|uyu|uoi|uou|uay|uai|oai|oay|oao|oeo|ieu|yeu|[aeiouy][aeiouy]?)"
    r"(?P<coda>ch|nh|ng|[cmnpt])?"
)
_TELEX_TONES = {"f": _GRAVE, "r": _HOOK, "x": _TILDE, "s": _ACUTE, "j": _DOT}
_VNI_TONES = {"2": _GRAVE, "3": _HOOK, "4": _TILDE, "1": _ACUTE, "5": _DOT}
_TELEX_SHAPES = (
    ("dd", "đ"), ("aa", "â"), ("aw", "ă"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_VNI_SHAPES = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}


def is_syllable(folded: str) -> bool:
    """Whether a folded word has the shape of a Vietnamese syllable: "tui" has, "nilon" and "htx" have not."""
    return _SYLLABLE.fullmatch(folded) is not None


def untelex(word: str) -> str | None:
    """What was meant by a word with Telex or VNI keys left in it: "chowj" and "tha1i" give "chợ" and "thái".

    None for everything else: a word that is a syllable as it stands, has marks already, or would not become one.
    A guess to search for as well as the word itself, never instead of it.
    """
    typed = word.lower()
    if not re.fullmatch(r"[a-z]+[a-z0-9]*", typed) or not 3 <= len(typed) <= 10 or is_syllable(typed):
        return None
    shaped, tone = _read_vni(typed) if re.search(r"\d", typed) else _read_telex(typed)
    if shaped == typed:
        return None
    syllable = _SYLLABLE.fullmatch(fold(shaped))
    if syllable is None or (syllable["coda"] in ("c", "ch", "p", "t") and tone in (_GRAVE, _HOOK, _TILDE)):
        return None
    return _with_tone(shaped, syllable, tone)


def _read_telex(typed: str) -> tuple[str, str]:
    tone = _TELEX_TONES.get(typed[-1], "")
    shaped = typed[:-1] if tone else typed
    for keys, letter in _TELEX_SHAPES:
        shaped = shaped.replace(keys, letter)
    return shaped, tone


def _read_vni(typed: str) -> tuple[str, str]:
    """Figures follow the vowel or stand at the end; a house or road number ("cmt8", "to3") is not a word."""
    typed = re.sub(r"u7(?=o[a-z]*7)", "u", typed)
    figures = re.findall(r"\d", typed)
    tones = [_VNI_TONES[figure] for figure in figures if figure in _VNI_TONES]
    if len(figures) > 3 or len(tones) > 1 or len(set(figures)) < len(figures) or re.fullmatch(r"[a-z]{1,2}\d", typed):
        return typed, ""
    shaped = re.sub(r"[1-5]", "", typed)
    if "9" in shaped:
        shaped = re.sub(r"^d", "đ", shaped.replace("9", ""))
    shaped = re.sub(r"uo([a-z]*)7", r"ươ\1", shaped)
    for figure, mark in _VNI_SHAPES.items():
        bases = {"6": "aeo", "7": "ou", "8": "a"}[figure]
        shaped = re.sub(rf"([{bases}])([a-z]*){figure}", rf"\g<1>{mark}\2", shaped)
    return unicodedata.normalize("NFC", shaped), tones[0] if tones else ""


def _with_tone(shaped: str, syllable: re.Match[str], tone: str) -> str:
    """The tone stands on the letter that has a shape, else by the older rule: "hòa", "toán", "ngoài"."""
    start, end = syllable.span("vowels")
    marked = [place for place in range(start, end) if shaped[place] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif syllable["coda"]:
        place = end - 1
    else:
        place = start + (end - start) // 3
    return unicodedata.normalize("NFC", shaped[: place + 1] + tone + shaped[place + 1 :])


def lower_first(text: str) -> str:
    """ "Phường Gia Sàng" as it is written inside a sentence or an address: "phường Gia Sàng"."""
    return text[:1].lower() + text[1:]
