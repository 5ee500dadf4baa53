"""Which result comes first, and that finding it stays one look into the index."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.visibility import public_pages
from tests import factories
from tests.home.search_pages import write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    """Adds a page below the home page: `write("Tựa", summary="…", text="…")`."""
    return partial(write_page, site_home)


def titles(results) -> list[str]:
    return [page.title for page in results]


@pytest.mark.parametrize("asked", ["má", "mà", "ma"])
def test_the_title_spelled_as_asked_comes_first(write, asked):
    for title in ("Má", "Mà", "Ma", "Mã"):
        write(title)
    found = titles(public_pages().search(asked))
    assert found[0].casefold() == asked
    assert len(found) == 4


def test_where_the_tone_is_placed_does_not_count_as_another_spelling(write):
    write("Hoá bình")
    write("Hòa bình")
    write("Họa bình")
    assert titles(public_pages().search("hoà bình"))[0] == "Hòa bình"


def test_title_before_summary_before_body_and_exact_before_folded(write):
    write("Trong bài", text="Chuyện ở Đồng Hỷ và Đồng Hỷ, chỉ Đồng Hỷ.")
    write("Tóm tắt khác dấu", summary="Chợ đông hy hữu")
    write("Tóm tắt đúng dấu", summary="Chợ Đồng Hỷ")
    write("Đông hy hữu")
    write("Hỷ Đồng")
    write("Chuyện ở huyện Đồng Hỷ trước kia")
    assert titles(public_pages().search("đồng hỷ")) == [
        "Chuyện ở huyện Đồng Hỷ trước kia",
        "Đông hy hữu",
        "Hỷ Đồng",
        "Tóm tắt đúng dấu",
        "Tóm tắt khác dấu",
        "Trong bài",
    ]


def test_a_title_that_names_the_thing_otherwise_still_counts_as_title(write, shipped_synonyms):
    write("Trang khác", text="nilon nilon nilon nilon")
    write("Chợ bớt túi ni lông")
    assert titles(public_pages().search("nilon")) == ["Chợ bớt túi ni lông", "Trang khác"]


def test_a_title_that_is_the_question_comes_before_those_that_hold_it(write):
    write("Tờ rơi: Chợ Đồng Hỷ", text="chợ Đồng Hỷ, chợ Đồng Hỷ")
    write("Chợ Đồng Hỷ")
    for number in range(5):
        write(f"Chợ Đồng Hỷ {number}", summary="Chợ Đồng Hỷ")
    for asked in ("chợ đồng hỷ", "cho dong hy"):
        assert titles(public_pages().search(asked))[0] == "Chợ Đồng Hỷ"


def test_the_shorter_title_comes_first_among_equals(write):
    write("Cửa hàng của những người bạn cũ ở chợ trung tâm xã Đồng Hỷ ngày xưa")
    write("Chợ Đồng Hỷ")
    assert titles(public_pages().search("đồng hỷ"))[0] == "Chợ Đồng Hỷ"


def test_completing_prefers_what_is_spelled_so_far(write):
    write("Đông Bắc")
    write("Đồng Hỷ")
    write("Động vật")
    assert titles(public_pages().autocomplete("đồn"))[0] == "Đồng Hỷ"


def test_pages_of_results_neither_repeat_nor_lose_one_across_the_ranked_window(write):
    for number in range(60):
        write(f"Trang {number}", summary="Chợ Đồng Hỷ" if number % 7 == 0 else "", text="đồng hỷ " * (1 + number % 5))
    whole = [page.pk for page in public_pages().search("đồng hỷ")]
    assert len(whole) == len(set(whole)) == 60
    for size in (7, 10, 45, 55):
        parts = [public_pages().search("đồng hỷ")[begin : begin + size] for begin in range(0, 60, size)]
        assert [page.pk for part in parts for page in part] == whole


# --- What it costs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 20])
def test_the_queries_are_the_same_for_one_result_and_for_twenty(write, django_assert_num_queries, number):
    for each in range(number):
        write(f"Đồng Hỷ {each}", summary="Chợ")
    list(Page.objects.search("khởi động"))  # content types are remembered from here on
    results = Page.objects.search("dong hy")
    with django_assert_num_queries(3):  # the count, the ranking, the pages
        assert results.count() == number
        assert len(list(results[:10])) == min(number, 10)


def test_hits_outside_titles_cost_one_query_more(write, site_home, django_assert_num_queries):
    for number in range(20):
        write(f"Trang {number}", text="đồng hỷ")
        factories.guide(site_home, f"Bài {number}", summary="Đồng Hỷ", replaces="x")
    list(Page.objects.search("khởi động"))
    with django_assert_num_queries(4):  # the synonyms, the ranking, the summaries, the pages
        assert len(list(Page.objects.search("dong hy")[:10])) == 10


def plan_of(sql: str) -> list[str]:
    """The steps of SQLite's plan, each with what it is part of: "LIST SUBQUERY 1 > SCAN …"."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
        rows = cursor.fetchall()
    steps: dict[int, str] = {}
    for number, parent, _, step in rows:
        steps[number] = f"{steps[parent]} > {step}" if parent else step
    return list(steps.values())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plans")
@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize("ask", ["search", "autocomplete"])
def test_sqlite_reads_the_index_once_whatever_it_knows_of_the_tables(write, ask, analysed):
    for number in range(5):
        write(f"Đồng Hỷ {number}")
    if analysed:
        call_command("optimise_search", verbosity=0)
    results = getattr(public_pages().filter(depth__gt=1), ask)("dong hy")
    with CaptureQueriesContext(connection) as queries:
        results.count()
        list(results[:10])
    count, ranked = [plan_of(query["sql"]) for query in queries if "MATCH" in query["sql"]]
    for plan in (count, ranked):
        (index_read,) = [step for step in plan if "SCAN wagtailsearch_indexentry_fts VIRTUAL TABLE" in step]
        assert "CORRELATED" not in index_read
        assert [s for s in plan if s.endswith("SEARCH wagtailsearch_indexentry USING INTEGER PRIMARY KEY (rowid=?)")]
    steps = [step for step in ranked if not step.startswith("BLOOM FILTER")]
    assert steps[0].startswith("SCAN wagtailsearch_indexentry_fts VIRTUAL TABLE")
    assert steps[1] == "SEARCH wagtailsearch_indexentry USING INTEGER PRIMARY KEY (rowid=?)"
    assert [step for step in ranked if step.startswith("SEARCH wagtailcore_page USING INTEGER PRIMARY KEY")]


@pytest.mark.parametrize("command", ["optimise_search", "update_index"])
def test_statistics_are_gathered_after_a_load(write, command):
    write("Đồng Hỷ")
    call_command(command, verbosity=0)
    assert titles(public_pages().search("dong hy")) == ["Đồng Hỷ"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'wagtailsearch_indexentry'")
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'wagtailsearch_indexentry'")
        assert cursor.fetchone()[0] > 0


def test_the_index_is_the_same_however_it_was_filled(write):
    """One page saved and the whole index rebuilt give the same texts."""
    page = write("Chợ Đồng Hỷ", summary="Tóm tắt", text="Rác thải nhựa")
    call_command("update_index", verbosity=0)
    rebuilt = entry_of(page)
    page.save()
    assert entry_of(page) == rebuilt
    if connection.vendor == "sqlite":
        texts = tuple(" ".join(text.split()) for text in rebuilt)  # empty fields leave a space
        assert texts == ("cho dong hy", "tom tat rac thai nhua", "cho dong hy tom tat")


def entry_of(page: Page) -> tuple:
    return IndexEntry.objects.filter(object_id=page.pk).values_list("title", "body", "autocomplete").get()
