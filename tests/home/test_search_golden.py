"""The golden set: hundreds of questions as people of the province ask them, each with what it must find.

Asked of the sample site, which is loaded once for this module and rolled back after it. What must be found stands
among the first five pages of the answer, or among the first five of its group (communes, places, alternatives).
"""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from home.text import fold, normalise
from tests.conftest import make_roots
from tests.home.golden_site import Asker, Expected, forms, key_of, load_sample_site, read
from tests.home.search_pages import write_page

remembered = import_module("home.delivery.remembered")  # the package gives the decorator of that name

pytestmark = pytest.mark.django_db

SEARCHES = read("searches.csv")
SLIPS = read("slips.csv")
GROUPS = sorted({search.group for search in SEARCHES})
LEAST_OF_SLIPS = 0.9

# What the search does not manage yet, by question and form. One that begins to be found has to be struck off here.
KNOWN_MISSES = {
    # Without marks "tải" is "tài", "về" is "ve" and "ở" is "ô", which name things: they are not left out.
    ("làm phân hữu cơ tại nhà", "without marks"),
    ("tải sổ tay", "without marks"),
    ("chợ ở Bắc Kạn", "without marks"),
    ("chợ ở Bắc Kạn", "half the marks"),
}
if connection.vendor == "sqlite":  # PostgreSQL's score happens to put it among the first five
    KNOWN_MISSES.add(("văn bản quy định về túi ni lông", "without marks"))
MOST_MISSES = 0.03  # of the questions


@pytest.fixture(scope="module")
def asker(django_db_setup, django_db_blocker) -> Iterator[Asker]:
    """The sample site for all tests of this module, inside a transaction that each test's own one nests in."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", "mat-khau-thu")
        with transaction.atomic():
            make_roots()
            load_sample_site()
            # Inside a transaction nothing is remembered, and every question would read the synonyms anew.
            patch.setattr(remembered, "_generation", lambda: "golden")
            yield Asker()
            transaction.set_rollback(True)


def test_the_set_is_large_and_asks_nothing_twice():
    assert len(SEARCHES) >= 300
    asked = [normalise(search.query).casefold() for search in SEARCHES]
    assert len(asked) == len(set(asked))
    assert sum(1 for search in SEARCHES for _ in forms(search.query)) >= 1800
    assert len({query for query, _ in KNOWN_MISSES}) <= MOST_MISSES * len(SEARCHES)
    assert {query for query, _ in KNOWN_MISSES} <= {search.query for search in SEARCHES}
    assert len(SLIPS) >= 60


@pytest.mark.parametrize("group", GROUPS)
def test_people_find_what_they_mean_however_they_type_it(asker, group):
    wrong = []
    for search in SEARCHES:
        if search.group != group:
            continue
        for form, typed in forms(search.query):
            found = asker.answer(typed)
            if search.is_in(found) == ((search.query, form) in KNOWN_MISSES):
                wrong.append(explained(search, form, found))
    assert not wrong, "\n".join(wrong)


def explained(search: Expected, form: str, found: list[str]) -> str:
    if search.is_in(found):
        return f"“{search.query}”, {form}: found now; strike it off the known misses"
    of_kind = [key for key in found if key.startswith(search.kind)]
    return f"“{search.query}”, {form}: wanted {search.kind} {search.slugs}, got {of_kind}"


def test_slips_of_the_keyboard_lead_to_it_directly_or_by_the_question_that_is_offered(asker):
    lost = []
    for slip in SLIPS:
        if slip.is_in(asker.answer(slip.query)):
            continue
        offered = asker.offered(slip.query)
        if not (offered and slip.is_in(asker.answer(offered))):
            lost.append(f"“{slip.query}”: offered “{offered}”, wanted {slip.slugs}")
    assert len(lost) <= len(SLIPS) * (1 - LEAST_OF_SLIPS), "\n".join(lost)


@pytest.mark.parametrize(
    "titles",
    [
        ("Bán hàng ở chợ", "Bạn hàng ở chợ"),
        ("Làn đi chợ phiên", "Lần đi chợ phiên"),
        ("Đồng quê xanh", "Đông quê xanh", "Đống quê xanh"),
        ("Bã mía ủ", "Bà mía ủ"),
        ("Thùng rác đỏ", "Thủng rác đỏ"),
        ("Hòa giải xóm", "Hỏa giải xóm"),
    ],
)
def test_of_pages_that_differ_by_marks_alone_the_one_with_the_same_marks_comes_first(asker, titles):
    home = Page.objects.get(depth=2, locale__language_code="vi")
    for title in titles:
        write_page(home, title)
    assert len({fold(title) for title in titles}) == 1
    for title in titles:
        found = [page.title for page in Page.objects.search(title)[: len(titles)]]
        assert found[0] == title
        assert set(found) == set(titles)


@pytest.mark.parametrize("group", GROUPS)
def test_the_search_page_shows_what_these_tests_count(client, asker, group):
    search = next(search for search in SEARCHES if search.group == group)
    context = client.get("/tim-kiem/", {"q": search.query}).context
    pages = [*context["results"], *context.get("some_words", [])][:5]
    shown = [key_of(choice.url) for choice in context["promoted"]]
    shown += [key_of(hit.url) for shown_group in context["groups"] for hit in shown_group.hits]
    assert [*shown, *(f"page:{page.slug}" for page in pages)] == asker.answer(search.query)
