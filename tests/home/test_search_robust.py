"""No text, however odd or long, breaks the search or reaches the database as anything but words."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import Phrase
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.visibility import public_pages
from tests.home.search_pages import titles, write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    return partial(write_page, site_home)


ODD = [
    *('"', "*", "(", ")", "AND", "OR NOT", "a AND", "NEAR(", "title:", "{body}", "^a", "a*", "-", "--", "'", "\\", ";"),
    *("%_", "%s", "\0", "🌿", ":*", "a & b | !c", "<->", "a:*", "\ud800", "'' OR 1=1 --", "ß", "ﬁ", "½"),
    *("x" * 5000, "đ " * 200),
]


@pytest.mark.parametrize("asked", ODD)
def test_no_syntax_reaches_the_database(write, asked):
    write("Làn tre")
    for results in (public_pages().search(asked), public_pages().autocomplete(asked)):
        assert results.count() == len(list(results))
    assert Page.objects.search(Phrase(asked)).count() >= 0


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=120))
def test_no_text_breaks_the_search(site_home, asked):
    backend = get_search_backend()
    for ask in (backend.search, backend.autocomplete):
        results = ask(asked, public_pages())
        assert results.count() == len(list(results[:20]))


def test_a_question_of_punctuation_asks_nothing_of_the_database(write, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(Page.objects.search("…!?")) == []
        assert Page.objects.search("…!?").count() == 0


def test_even_a_word_of_absurd_length_can_be_indexed_and_found(write):
    write("Đồng Hỷ", text=f"{'x' * 4000} hết")
    assert titles(public_pages().search("x" * 4000)) == ["Đồng Hỷ"]
    assert titles(public_pages().search("hết")) == ["Đồng Hỷ"]
