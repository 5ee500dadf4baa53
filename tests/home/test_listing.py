"""Narrowed lists: counts agree with rows, one spelling for each state, wrong values are as if absent."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.functional import Promise

from campaigns.models import ArticleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(site_home):
    """Five articles: three news items of two years and two policies of one."""
    for kind, day in (
        ("tin", date(2026, 1, 5)),
        ("tin", date(2026, 2, 5)),
        ("tin", date(2025, 3, 5)),
        ("chinh-sach", date(2025, 4, 5)),
        ("chinh-sach", date(2025, 5, 5)),
    ):
        article = factories.article(site_home, f"{kind} {day:%d-%m-%Y}", kind=kind, published_on=day)
    return article.get_parent().specific


def listing(index, rf, query: str = ""):
    return index.listing(rf.get(f"/tin-bai/?{query}"))


def options(group) -> dict[str, int]:
    return {option.label: option.count for option in group.options}


def test_every_choice_says_how_many_rows_it_gives(index, rf):
    kinds, years = listing(index, rf).groups
    assert options(kinds) == {"": 5, "Tin": 3, "Chính sách khuyến khích": 2}
    assert options(years) == {"": 5, "2026": 2, "2025": 3}


def test_the_counts_hold_beside_the_other_choice_and_nothing_vanishes(index, rf):
    kinds, years = listing(index, rf, "nam=2026").groups
    assert options(kinds) == {"": 2, "Tin": 2, "Chính sách khuyến khích": 0}
    assert options(years) == {"": 5, "2026": 2, "2025": 3}


@pytest.mark.parametrize("query", ["", "loai=tin", "nam=2025", "loai=tin&nam=2025"])
def test_following_any_choice_gives_as_many_rows_as_it_promised(index, rf, query):
    for group in listing(index, rf, query).groups:
        for option in group.options:
            assert listing(index, rf, option.url.removeprefix("?")).page.paginator.count == option.count


@pytest.mark.parametrize("query", ["loai=sai", "nam=1999", "nam=x", "trang=9", "trang=-1", "la=1", "loai=", "loai=Tin"])
def test_wrong_values_are_as_if_absent(index, rf, query):
    found = listing(index, rf, query)
    assert found.page.paginator.count == 5
    assert found.canonical == ""


def test_one_state_has_one_spelling(index, rf):
    assert listing(index, rf, "nam=2025&loai=tin").canonical == "loai=tin&nam=2025"
    assert QueryDict(listing(index, rf, "nam=2025&loai=tin").querystring(page=3))["trang"] == "3"


def test_a_facet_without_a_choice_is_not_offered(site_home, rf):
    article = factories.article(site_home)
    assert listing(article.get_parent().specific, rf).groups == []


def test_labels_are_words_of_the_reader(index, rf):
    assert all(isinstance(kind.label, Promise | str) for kind in ArticleKind)
    assert listing(index, rf).groups[0].label == "Loại bài"
