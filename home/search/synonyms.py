"""Different words for one thing. Applied to questions only, so a change needs no new index.

Rules for a new entry. Write it with its marks. It has two syllables or more, or is a foreign word: a single syllable
folds onto others ("làn", basket, and "lần", times, are both "lan") and would drag in half the site. Everyone who asks
for one member must be content with pages on any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from home.search.words import Word, exact, folded_words, read_words
from home.text import normalise


@dataclass(frozen=True)
class Synonyms:
    members: tuple[str, ...]
    reason: str


TABLE = (
    Synonyms(
        ("túi ni lông", "túi nilon", "túi nylon", "túi bóng", "ni lông", "nilon", "nylon", "nilông"),
        "Thông tư viết «ni lông», báo viết «nilon», bao bì ghi «nylon», ngoài chợ gọi «túi bóng».",
    ),
    Synonyms(
        ("rác thải nhựa", "chất thải nhựa", "rác nhựa"),
        "Luật nói «chất thải nhựa», kế hoạch 93/KH-UBND nói «rác thải nhựa», người dân nói gọn.",
    ),
    Synonyms(
        ("nhựa dùng một lần", "nhựa một lần", "nhựa dùng 1 lần", "nhựa 1 lần"),
        "Cùng một loại sản phẩm; chữ «dùng» hay bị bỏ, số hay viết bằng chữ số.",
    ),
    Synonyms(
        ("phân loại rác", "phân loại chất thải", "phân loại rác thải"),
        "Luật Bảo vệ môi trường nói «chất thải rắn sinh hoạt», tờ rơi nói «rác».",
    ),
    Synonyms(("cặp lồng", "cà mèn", "gà mên"), "Tên gọi ở miền Bắc, miền Trung và miền Nam."),
    Synonyms(("làn đi chợ", "giỏ đi chợ"), "Miền Bắc gọi «làn», nơi khác gọi «giỏ»."),
    Synonyms(("mang về", "mang đi"), "Hai cách nói về đồ ăn, đồ uống mua về."),
    Synonyms(
        ("tiêu dùng bền vững", "tiêu dùng xanh"),
        "Tên chương trình quốc gia và cách nói thường ngày.",
    ),
    Synonyms(
        ("điểm kinh doanh xanh", "cửa hàng xanh", "điểm bán xanh"),
        "Tên mô hình trong kế hoạch và cách người dân gọi.",
    ),
    Synonyms(("ubnd", "ủy ban nhân dân"), "Viết tắt quen dùng."),
    Synonyms(("hđnd", "hội đồng nhân dân"), "Viết tắt quen dùng."),
    Synonyms(("htx", "hợp tác xã"), "Viết tắt quen dùng."),
)


@dataclass(frozen=True)
class Meaning:
    """Words of a question that name a thing of the table: how many, and the folded names of the same thing."""

    length: int
    others: tuple[tuple[str, ...], ...]


def _spellings() -> dict[tuple[str, ...], list[tuple[list[str], tuple[tuple[str, ...], ...]]]]:
    """Folded member → its exact spelling and all other members of its group."""
    found: dict = {}
    for group in TABLE:
        folded = {member: tuple(folded_words(member)) for member in group.members}
        for member, key in folded.items():
            spelled = [exact(word.spelled) for word in read_words(normalise(member))]
            others = tuple(dict.fromkeys(other for other in folded.values() if other != key))
            found.setdefault(key, []).append((spelled, others))
    return found


_BY_MEMBER = _spellings()
_LONGEST = max(map(len, _BY_MEMBER))


def meaning_at(said: Sequence[Word], place: int) -> Meaning | None:
    """The longest member that begins at this word. Marks that were typed must agree: "túi bông" is no plastic bag."""
    for length in range(min(_LONGEST, len(said) - place), 0, -1):
        typed = said[place : place + length]
        for spelled, others in _BY_MEMBER.get(tuple(word.folded for word in typed), ()):
            if all(_agree(word, meant) for word, meant in zip(typed, spelled, strict=True)):
                return Meaning(length, others)
    return None


def _agree(typed: Word, meant: str) -> bool:
    return typed.spelled == typed.folded or exact(typed.spelled) == meant
