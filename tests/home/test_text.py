"""Folding, slugs, order and typing leftovers: every trap of Vietnamese text that was met in real files."""

import csv
import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import home
from home.text import fold, has_marks, lower_first, normalise, slugify, sort_key, spelling, untelex, words

DATA = Path(home.__file__).parent / "data"
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -.,'0123456789", max_size=60)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS = rows("units.csv")
ALL_NAMES = [row["name"] for name in ("units.csv", "former_units.csv", "former_districts.csv") for row in rows(name)]


class TestNormalise:
    def test_marks_typed_after_their_letter_become_one_character(self):
        assert normalise("ê\u0323") == "ệ" == "\u1ec7"
        assert normalise("Xa\u0303 D\u0307") == "Xã Ḋ"
        assert normalise(unicodedata.normalize("NFD", "Phường Thịnh Đán")) == "Phường Thịnh Đán"

    @pytest.mark.parametrize(
        "text",
        [
            "  Chợ Đồn ",
            "Chợ\u00a0Đồn",
            "Chợ \u200bĐồn",
            "Chợ\tĐồn\r\n",
            "\ufeffChợ  Đồn",
            "Chợ\u3000Đồn\u200e",
            "Chợ Đồn\x00",
        ],
    )
    def test_spaces_and_invisible_characters_leave_one_space(self, text):
        assert normalise(text) == "Chợ Đồn"

    def test_a_zero_width_space_inside_a_letter_does_not_part_it_from_its_mark(self):
        assert normalise("e\u200b\u0323\u0302") == "ệ"

    def test_both_tone_placements_are_kept_as_written(self):
        assert normalise("hòa hoà") == "hòa hoà"

    @given(st.text(max_size=60))
    def test_a_second_time_changes_nothing(self, text):
        assert normalise(normalise(text)) == normalise(text)


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Xã Đại Từ", "xa dai tu"),
            ("ĐỒNG HỶ", "dong hy"),
            ("Chợ Đồn", "cho don"),
            ("Ðại Từ", "dai tu"),  # eth
            ("Ɖại Từ", "dai tu"),  # African d
            ("ðồn", "don"),
            ("Hòa Bình", "hoa binh"),
            ("Hoà Bình", "hoa binh"),
            ("Liêm Thuỷ", "liem thuy"),
            ("Định Hoá", "dinh hoa"),
            ("ừ ợ ặ ẫ ữ", "u o a a u"),
            ("Ư Ơ Ă", "u o a"),
        ],
    )
    def test_known_words(self, text, folded):
        assert fold(text) == folded

    def test_every_marked_letter_folds_to_ascii(self):
        assert set(fold(LETTERS + LETTERS.upper())) <= set("abcdefghijklmnopqrstuvwxyz")

    def test_d_without_mark_and_d_with_mark_are_the_same(self):
        assert fold("Đu") == fold("Du") == "du"

    def test_two_communes_of_the_province_fold_alike(self):
        assert fold("Văn Lang") == fold("Văn Lăng")

    @given(st.text(max_size=60))
    def test_a_second_time_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(vietnamese)
    def test_the_unicode_form_of_the_input_does_not_matter(self, text):
        assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))

    @given(vietnamese)
    def test_case_does_not_matter(self, text):
        assert fold(text.upper()) == fold(text.lower()) == fold(text)

    @given(vietnamese)
    def test_vietnamese_text_becomes_ascii(self, text):
        assert fold(text).isascii()


class TestMarksAndWords:
    @pytest.mark.parametrize("text", ["chợ", "Đu", "ða", "hòa", "e\u0323"])
    def test_marks_are_seen(self, text):
        assert has_marks(text)

    @pytest.mark.parametrize("text", ["cho don", "CHO DON", "Nga My", "", "12/3", "A\u200bn"])
    def test_plain_text_has_none(self, text):
        assert not has_marks(text)

    def test_the_place_of_the_tone_does_not_change_the_spelling(self):
        assert spelling("HOÀ  Bình") == spelling("hòa bi\u0300nh")
        assert spelling("Liêm Thuỷ") == spelling("Liêm Thủy")
        assert spelling("Ðại Từ") == spelling("đại từ")

    @pytest.mark.parametrize("other", ["van lang", "Văn Lăng", "Văn Làng", "Van Lang", "Vân Lang"])
    def test_another_mark_is_another_spelling(self, other):
        assert spelling("Văn Lang") != spelling(other)

    @given(vietnamese)
    def test_one_spelling_has_one_fold(self, text):
        assert fold(spelling(text)) == fold(text)

    def test_words_are_folded_and_without_punctuation(self):
        assert words("“Chợ Đồng Quang”, tổ 12-A; P.Tân\u00a0Thành") == [
            "cho", "dong", "quang", "to", "12", "a", "p", "tan", "thanh",
        ]  # fmt: skip

    @given(st.text(max_size=60))
    def test_words_hold_no_spaces(self, text):
        assert all(word and not re.search(r"\s|_", word) for word in words(text))


class TestSlugify:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Xã Đại Từ", "xa-dai-tu"),
            ("Đường Đồng Quang", "duong-dong-quang"),
            ("Chợ Đồn", "cho-don"),
            ("Hoà Mục", "hoa-muc"),
            ("  Bún & Phở — 24/7! ", "bun-pho-24-7"),
            ("R'lấp", "r-lap"),
            ("Ｔea ②", "tea-2"),
            ("茶", ""),
        ],
    )
    def test_known_texts(self, text, slug):
        assert slugify(text) == slug

    def test_a_long_title_is_cut_between_words(self):
        assert slugify("Túi vải thay túi ni lông", max_length=12) == "tui-vai-thay"
        assert slugify("Túi vải thay túi ni lông", max_length=11) == "tui-vai"
        assert slugify("a" * 30, max_length=10) == "a" * 10

    def test_slugs_of_todays_units_are_the_folded_names_and_unique(self):
        for unit in UNITS:
            expected = slugify(unit["name"])
            if unit["name"] in ("Văn Lang", "Văn Lăng"):
                expected = f"van-lang-{ {'02143': 'na-ri', '05665': 'dong-hy'}[unit['code']] }"
            assert unit["slug"] == expected, unit
        assert len({unit["slug"] for unit in UNITS}) == 92

    @given(st.text(max_size=200), st.integers(min_value=5, max_value=60))
    def test_only_ascii_words_joined_by_single_hyphens(self, text, length):
        slug = slugify(text, max_length=length)
        assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
        assert len(slug) <= length

    @given(vietnamese)
    def test_a_slug_of_a_slug_is_itself(self, text):
        assert slugify(slugify(text)) == slugify(text)


ICU_ORDER = [
    "An", "Ăn", "Ân", "ba", "bà", "bả", "bã", "bá", "bạ", "bă", "Dân Tiến", "Du", "Đại Từ", "Điềm Thụy", "Định Hóa",
    "Đồng Hỷ", "Đu",
]  # fmt: skip
# Compared once with the collator "vi" of ICU: 805 names of the province, no difference. These are its closest calls.
CLOSE_CALLS = [
    "“An”", "01/01, Đường Bắc Kạn", "2 Minh Cầu", "An", "An Lạc", "An.", "Ân Lạc", "ba", "Ba", "bà", "BÀ", "ba 2",
    "Ba Bể", "Bá Xuyên", "Ba-Bể", "ba2", "Bách Quang", "Bạch Thông", "Bãi Bông", "bă", "cafe", "café", "cho don",
    "chợ Đồn", "Chợ đồn", "Chợ Đồn", "Dương Sơn", "Đại Phúc", "Đại Từ", "hoa", "HOA", "hoà", "hòa", "Hòa", "hoa 10",
    "hoa 2", "Phú Lương", "Phủ Lý", "Phú Thịnh", "Phủ Thông", "Quan Triều", "Quảng Bạch", "Quân Chu", "Văn Lang",
    "Văn Lăng", "Vân Tùng", "Y", "Ý", "Z",
]  # fmt: skip


class TestSortKey:
    @pytest.mark.parametrize("names", [ICU_ORDER, CLOSE_CALLS])
    def test_lists_made_with_icu(self, names):
        assert sorted(random.Random(1).sample(names, len(names)), key=sort_key) == names
        assert len({sort_key(name) for name in names}) == len(names)

    def test_the_letters_of_the_alphabet(self):
        alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
        assert sorted(random.Random(1).sample(alphabet, len(alphabet)), key=sort_key) == alphabet

    def test_the_five_tones_of_every_vowel(self):
        assert sorted(LETTERS, key=lambda letter: (sort_key(letter), letter)) == list(LETTERS)

    def test_tones_count_only_where_the_letters_are_equal(self):
        assert sort_key("bạ") < sort_key("bac") < sort_key("bă")
        assert sort_key("Tân Thịnh") < sort_key("Tân Tú")

    def test_look_alikes_of_d_sort_as_d_with_stroke(self):
        assert sort_key("Ðồng") == sort_key("Đồng")

    def test_only_figures_so_that_every_collation_agrees(self):
        assert all(sort_key(name).isdigit() for name in ALL_NAMES)

    @given(st.text(max_size=300))
    def test_fits_its_column(self, text):
        key = sort_key(text)
        assert len(key) <= 336
        assert re.fullmatch(r"[0-9]*", key)

    @given(vietnamese)
    def test_the_unicode_form_of_the_input_does_not_matter(self, text):
        assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)

    @given(vietnamese, vietnamese)
    def test_equal_keys_mean_equal_text(self, one, other):
        assert (sort_key(one) == sort_key(other)) == (normalise(one) == normalise(other))

    @given(vietnamese, vietnamese)
    def test_letters_decide_before_tones_and_case(self, one, other):
        def letters_only(text):
            kept = "".join(c for c in unicodedata.normalize("NFD", text) if c not in "\u0300\u0301\u0303\u0309\u0323")
            return unicodedata.normalize("NFC", kept).lower()

        bare_one, bare_other = sort_key(letters_only(one)), sort_key(letters_only(other))
        if bare_one != bare_other:
            assert (sort_key(one) < sort_key(other)) == (bare_one < bare_other)


class TestUntelex:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("chowj", "chợ"), ("tha1i", "thái"), ("thais", "thái"), ("cho75", "chợ"), ("cho7", "chơ"),
            ("ddaij", "đại"), ("tuwf", "từ"), ("truowngf", "trường"), ("tru7o7ng2", "trường"), ("truong72", "trường"),
            ("nguyeenx", "nguyễn"), ("dduowcj", "được"), ("tieens", "tiến"), ("tie6n1", "tiến"), ("quas", "quá"),
            ("giaf", "già"), ("toans", "toán"), ("hoaf", "hòa"), ("ngoais", "ngoái"), ("d9o6n2", "đồn"),
        ],
    )  # fmt: skip
    def test_leftovers_are_read(self, typed, meant):
        assert untelex(typed) == untelex(typed.upper()) == meant

    @pytest.mark.parametrize(
        "word",
        ["", "a", "cho", "xoong", "cmt8", "ql3", "to3", "p5", "12a", "chợ", "text", "class", "ocop", "vincom", "2026"],
    )
    def test_other_words_are_left_alone(self, word):
        assert untelex(word) is None

    def test_names_of_the_province_are_never_changed(self):
        for name in ALL_NAMES:
            for word in name.split():
                assert untelex(word) is None, word
                assert untelex(fold(word)) is None, word

    @given(st.text(max_size=12))
    def test_a_guess_is_one_marked_word_that_stays(self, word):
        guess = untelex(word)
        if guess is not None:
            assert has_marks(guess) and guess == normalise(guess) and untelex(guess) is None
            assert fold(guess).isalpha()

    @given(st.from_regex(r"[a-z]{2,6}[1-9sfrxjw]{1,2}", fullmatch=True))
    def test_words_shaped_like_leftovers_are_safe_too(self, word):
        guess = untelex(word)
        assert guess is None or fold(guess).isalpha()


def test_a_unit_inside_a_sentence_begins_small():
    assert lower_first("Phường Gia Sàng") == "phường Gia Sàng"
    assert lower_first("Đồng Hỷ") == "đồng Hỷ"
    assert lower_first("") == ""
