""" "Did you mean": wrong letters, words written as one, and nothing offered that would find nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.search.guessing import did_you_mean
from home.search.vocabulary import Vocabulary
from home.text import fold

TEXTS = (
    "Phân loại rác tại nhà",
    "Đi chợ không túi ni lông",
    "Mua đồ ăn mang về không hộp xốp",
    "Ủ rác bếp thành phân",
    "Chè Hảo Đạt và làng nghề Tân Cương",
    "Bỏ ống hút và chai nhựa",
    "Túi vải, túi giấy, làn tre",
)
WORDS = Vocabulary(TEXTS)


def all_known(guess: str) -> bool:
    return all(word in WORDS for word in fold(guess).split())


def meant(query: str, finds=all_known) -> str:
    return did_you_mean(query, WORDS, finds)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("phan loai rc", "phân loại rác"),
        ("phanloai rac", "phân loại rác"),
        ("hop xpo", "hộp xốp"),
        ("tui nii long", "túi ni lông"),
        ("ống hutt", "ống hút"),
        ("tân cươgn", "tân cương"),
        ("phân lọi rác", "phân loại rác"),
        ("tuivai", "túi vải"),
        ("cho65 tui", "chợ túi"),
    ],
)
def test_the_likeliest_question_is_offered_with_its_marks(asked, expected):
    assert meant(asked) == expected


def test_words_that_were_typed_with_marks_stay_as_they_were_typed():
    assert meant("LÀN trr") == "làn tre"


def test_nothing_is_offered_that_would_find_nothing():
    tried = []
    assert meant("hop xpo", finds=lambda guess: tried.append(guess) or False) == ""
    assert 0 < len(tried) <= 5


def test_what_is_right_already_is_not_put_right():
    assert meant("phân loại rác") == ""
    assert meant("không có gì giống") == ""
    assert meant("…") == ""
    assert meant("rác " * 40) == ""


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([text for text in TEXTS if "," not in text]), st.data())
def test_one_slip_in_a_long_question_is_put_right(text, data):
    words = fold(text).split()
    place = data.draw(st.sampled_from([at for at, word in enumerate(words) if len(word) > 2]))
    letter = data.draw(st.integers(0, len(words[place]) - 1))
    wrong = [*words]
    wrong[place] = words[place][:letter] + words[place][letter + 1 :]
    if wrong[place] not in WORDS:
        guess = meant(" ".join(wrong), finds=lambda guess: fold(guess) == fold(text))
        assert fold(guess) == fold(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_may_be_asked(text):
    assert isinstance(meant(text), str)
