"""Words, synonyms and questions, without a database."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery

from home.search import synonyms
from home.search.indexing import texts_of
from home.search.question import (
    MATCH_NONE,
    But,
    Term,
    matches,
    normal_form,
    read_question,
    spoken,
    terms,
    without_exclusions,
)
from home.search.words import exact, folded_words, place_of, read_words
from home.text import fold, normalise, words


def asked(text: str, **options) -> SearchQuery:
    return read_question(PlainText(text), **options)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Z", "Mn"]), max_size=80))
def test_words_are_the_one_folds_words(text):
    plain = unicodedata.normalize("NFKC", text)
    assert folded_words(text) == [word[:100] for word in words(plain)]


@settings(deadline=None)
@given(st.text(alphabet="aàảãáạăâeêioôơuưyđĐbnght ,.-/()12\u0301\u0309", max_size=60))
def test_reading_words_with_their_places_reads_the_same_words(text):
    text = normalise(text)
    read = read_words(text)
    assert [word.folded for word in read] == folded_words(text)
    assert all(fold(text[word.start : word.end]) == word.folded for word in read)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("ngoéo", "ngoeó"), ("chợ", "chợ")]
)
def test_the_place_of_the_tone_makes_no_other_spelling(one, other):
    assert exact(one) == exact(other)


@pytest.mark.parametrize(("one", "other"), [("má", "mà"), ("ma", "má"), ("đa", "da"), ("cô", "cơ"), ("hòa", "họa")])
def test_other_marks_are_another_spelling(one, other):
    assert exact(one) != exact(other)


def test_a_phrase_is_found_at_its_place():
    among = ["cho", "dong", "hy", "dong"]
    assert place_of(["dong", "hy"], among) == 1
    assert place_of(["dong", "h"], among) is None
    assert place_of(["dong", "h"], among, prefix=True) == 1
    assert place_of(["a"], []) is None


def test_every_synonym_has_marks_where_it_needs_them_and_a_reason():
    seen = set()
    for group in synonyms.TABLE:
        assert group.reason
        assert len(group.members) > 1
        for member in group.members:
            assert member == normalise(member).casefold()
            key = tuple(folded_words(member))
            assert key not in seen, member
            seen.add(key)


def test_no_synonym_is_a_lone_vietnamese_syllable():
    from home.text import _SYLLABLE

    lone = [key for key in synonyms._BY_MEMBER if len(key) == 1]
    assert sorted(word for (word,) in lone if _SYLLABLE.fullmatch(word)) == []


def test_the_longest_name_is_taken():
    tree = asked("giảm túi ni lông")
    assert matches(tree, ["giam", "nylon"])
    assert matches(tree, ["giam", "tui", "bong"])
    assert not matches(tree, ["giam", "tui"])
    assert not matches(tree, ["nylon"])


def test_typing_keys_left_in_a_word_are_a_second_guess():
    tree = asked("chowj")
    assert matches(tree, ["cho"])
    assert matches(tree, ["chowj"])
    assert repr(asked("chợ")) == "<Term 'cho'>"


def test_a_question_is_read_as_a_tree():
    assert repr(asked("Đồng Hỷ")) == "<And <Term 'dong'> <Term 'hy'>>"
    assert repr(asked("Đồng H", last_is_prefix=True)) == "<And <Term 'dong'> <Term 'h'*>>"
    assert repr(read_question(Phrase("Đồng-Hỷ"))) == "<Term 'dong hy'>"
    assert read_question(PlainText(" … ")) is MATCH_NONE
    assert repr(read_question(And([PlainText("?"), PlainText("a")]))) == "<Term 'a'>"
    assert read_question(Or([MATCH_ALL, PlainText("a")])) is MATCH_ALL
    assert read_question(And([Not(MATCH_ALL), PlainText("a")])) is MATCH_NONE
    assert repr(read_question(Not(Not(PlainText("a"))))) == "<Term 'a'>"
    with pytest.raises(NotImplementedError):
        read_question(SearchQuery())


def test_what_was_said_is_kept_for_ranking_and_what_was_excluded_is_not():
    question = And([PlainText("Chợ"), Phrase("Đồng Hỷ"), Not(PlainText("Phổ Yên"))])
    assert spoken(question) == ["Chợ", "Đồng Hỷ"]
    assert [term.words for term in terms(read_question(question))] == [("cho",), ("dong", "hy")]


leaves = st.sampled_from("abc").map(lambda letter: Term([letter]))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(And),
        st.lists(inner, min_size=2, max_size=3).map(Or),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(trees, st.sets(st.sampled_from("abc")))
def test_the_normal_form_says_the_same_without_not(tree, said):
    form, left_out = normal_form(tree)
    assert not _has_not(form)
    assert (matches(form, sorted(said)) ^ left_out) == matches(tree, sorted(said))


@settings(deadline=None)
@given(trees, st.sets(st.sampled_from("abc")))
def test_without_its_exclusions_a_question_is_never_narrower(tree, said):
    if matches(tree, sorted(said)):
        assert matches(without_exclusions(tree), sorted(said))


def _has_not(tree: SearchQuery) -> bool:
    if isinstance(tree, And | Or):
        return any(_has_not(part) for part in tree.subqueries)
    if isinstance(tree, But):
        return _has_not(tree.kept) or _has_not(tree.dropped)
    return isinstance(tree, Not)


def test_an_optional_field_of_a_block_that_nobody_filled_in_says_nothing():
    assert list(texts_of(["Làn", "None", ["None", "tre"]])) == ["Làn", "tre"]
