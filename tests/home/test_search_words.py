"""Words, synonyms and questions, without a database."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery

from home.models import SynonymGroup
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
from home.search.synonyms import Synonyms
from home.search.words import exact, folded_words, place_of, read_words
from home.text import fold, normalise, words
from home.units.tables import read_table

SHIPPED = [row["members"].split(" | ") for row in read_table("synonyms")]


def asked(question: str | SearchQuery, **options) -> SearchQuery:
    query = PlainText(question) if isinstance(question, str) else question
    return read_question(query, known=Synonyms(SHIPPED), **options)


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


def test_every_shipped_synonym_keeps_the_rules_that_staff_have_to_keep():
    seen = set()
    for row in read_table("synonyms"):
        group = SynonymGroup(members=row["members"].replace(" | ", "\n"), reason=row["reason"])
        group.clean()
        assert group.reason
        for member in group.sayings:
            assert member == normalise(member).casefold()
            key = tuple(folded_words(member))
            assert key not in seen, member
            seen.add(key)


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ("túi vải", "ít nhất hai cách nói"),
        ("túi vải\nTúi Vải\ntui vai", "ít nhất hai cách nói"),
        ("túi vải\ntúi", "chỉ có một tiếng"),
        ("túi vải\n…", "không có chữ nào"),
        ("túi vải\n" + "vải " * 20, "dài quá 60 ký tự"),
        ("\n".join(f"túi số {number}" for number in range(21)), "nhiều nhất 20"),
    ],
)
def test_a_group_that_would_drag_in_half_the_site_is_refused_with_a_reason(members, complaint):
    with pytest.raises(ValidationError) as caught:
        SynonymGroup(members=members).clean()
    assert complaint in caught.value.message_dict["members"][0]


def test_words_of_other_languages_and_abbreviations_may_stand_alone():
    SynonymGroup(members="nilon\nnylon").clean()
    SynonymGroup(members="htx\nhợp tác xã").clean()


def test_a_member_of_two_groups_means_both():
    known = Synonyms([["hộp xốp", "hộp nhựa xốp"], ["hộp xốp", "hộp foam"]])
    tree = read_question(PlainText("hop xop"), known=known)
    assert matches(tree, ["hop", "foam"])
    assert matches(tree, ["hop", "nhua", "xop"])


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
    assert repr(asked(Phrase("Đồng-Hỷ"))) == "<Term 'dong hy'>"
    assert asked(PlainText(" … ")) is MATCH_NONE
    assert repr(asked(And([PlainText("?"), PlainText("a")]))) == "<Term 'a'>"
    assert asked(Or([MATCH_ALL, PlainText("a")])) is MATCH_ALL
    assert asked(And([Not(MATCH_ALL), PlainText("a")])) is MATCH_NONE
    assert repr(asked(Not(Not(PlainText("a"))))) == "<Term 'a'>"
    with pytest.raises(NotImplementedError):
        asked(SearchQuery())


def test_what_was_said_is_kept_for_ranking_and_what_was_excluded_is_not():
    question = And([PlainText("Chợ"), Phrase("Đồng Hỷ"), Not(PlainText("Phổ Yên"))])
    assert spoken(question) == ["Chợ", "Đồng Hỷ"]
    assert [term.words for term in terms(asked(question))] == [("cho",), ("dong", "hy")]


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
