"""Words with which people ask rather than name: "mua túi vải ở đâu", "phân loại rác như thế nào".

They are left out of every question that says something besides. An index asked for all words would otherwise look for
"o" and "dau" too, which stand on every long page and on no short row: the long page comes first and the shop is missed.
Leaving them out can only widen what is found, and who asks for exactly these words still gets the title that has them
first (`ranking` reads the question whole as well). What is being completed and what stands in quotation marks is
never shortened.

A filler of several words counts with or without its marks. A lone syllable counts only as it is spelled, because
without marks "của" is "cửa", "ở" is "ô" and "là" is "lá".
"""

from collections.abc import Iterable, Sequence

from home.search.words import Word, agrees, exact, read_words

_ANYWHERE = (
    "ở đâu", "ở chỗ nào", "ở nơi nào", "chỗ nào", "nơi nào", "vào đâu", "đi đâu", "đâu",
    "như thế nào", "thế nào", "ra sao", "làm sao", "làm thế nào", "phải làm sao", "bằng cách nào", "cách nào",
    "là gì", "nghĩa là gì", "gồm những gì", "những gì", "cái gì", "bằng gì", "gì",
    "vì sao", "tại sao", "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "mấy giờ",
    "có được không", "được không", "có phải", "hay không", "có nên", "có thể",
    "cho hỏi", "xin hỏi", "cho tôi hỏi", "tôi muốn", "muốn biết", "cần biết", "của tôi", "của mình",
    "đang diễn ra", "sắp diễn ra", "sắp tới", "mới nhất", "gần đây", "tải về", "tải xuống", "tải",
    "và", "các", "những", "của", "thì", "là", "với", "ở", "nào", "có", "được", "bị", "về", "tại",
)  # fmt: skip
_AT_THE_END = ("không", "ko", "chưa", "vậy", "nhỉ", "ạ", "thế", "hả")

Known = dict[tuple[str, ...], list[list[str]]]  # by the folded words: how each of those that fold so is spelled


class Fillers:
    """A list of them, to be left out of what was asked."""

    def __init__(self, anywhere: Iterable[str], at_the_end: Iterable[str] = ()):
        self.fillers = (*anywhere,), (*at_the_end,)
        self._anywhere, self._at_the_end = map(_by_folded, self.fillers)
        self._longest = max(map(len, self._anywhere), default=0)

    def and_also(self, *more: str) -> "Fillers":
        """These and what one source of results can do without besides."""
        anywhere, at_the_end = self.fillers
        return Fillers((*anywhere, *more), at_the_end)

    def left_out(self, said: Sequence[Word]) -> list[Word]:
        """The words that name something; all of them where nothing else was said."""
        kept: list[Word] = []
        place = 0
        while place < len(said):
            length = self._length_at(said, place)
            if not length:
                kept.append(said[place])
            place += length or 1
        while len(kept) > 1 and kept[-1] is said[-1] and self._is(self._at_the_end, kept[-1:]):
            said = kept = kept[:-1]
        return kept or list(said)

    def _length_at(self, said: Sequence[Word], place: int) -> int:
        """Of the longest filler that begins at this word; 0 if none does."""
        longest = min(self._longest, len(said) - place)
        return next((n for n in range(longest, 0, -1) if self._is(self._anywhere, said[place : place + n])), 0)

    @staticmethod
    def _is(known: Known, typed: Sequence[Word]) -> bool:
        alike = known.get(tuple(word.folded for word in typed), ())
        if len(typed) == 1:
            return any(exact(typed[0].spelled) == spelled[0] for spelled in alike)
        return any(all(map(agrees, typed, spelled)) for spelled in alike)


def _by_folded(fillers: Iterable[str]) -> Known:
    known: Known = {}
    for filler in fillers:
        words = read_words(filler)
        known.setdefault(tuple(word.folded for word in words), []).append([exact(word.spelled) for word in words])
    return known


QUESTION = Fillers(_ANYWHERE, _AT_THE_END)
