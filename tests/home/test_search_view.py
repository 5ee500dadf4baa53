"""The search page: what it shows of a page, in which language, and what it offers when nothing is found."""

import unicodedata
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.search.snippets import Snippets
from tests import factories
from tests.home.search_pages import write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    return partial(write_page, site_home)


@pytest.fixture
def ask(client, site_home):
    """The context of the search page for a question."""

    def get(query: str, language: str = "vi", **params):
        address = "/tim-kiem/" if language == "vi" else f"/{language}/tim-kiem/"
        response = client.get(address, {"q": query, **params})
        assert response.status_code == 200
        return response.context

    return get


def shown(page, query: str) -> str:
    """The snippet as text, its matches in square brackets."""
    return "".join(f"[{text}]" if is_match else text for text, is_match in Snippets(query).of_page(page))


# --- Snippets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "asked", "expected"),
    [
        ("Chợ Đồng Hỷ họp sáng thứ Bảy.", "dong hy", "Chợ [Đồng] [Hỷ] họp sáng thứ Bảy."),
        ("Chợ ĐỒNG-HỶ, gần sông.", "đồng hỷ", "Chợ [ĐỒNG]-[HỶ], gần sông."),
        (unicodedata.normalize("NFD", "Chợ Đồng Hỷ"), "hỷ", "Chợ Đồng [Hỷ]"),
        ("Bớt túi ni lông, thêm làn.", "nilon", "Bớt [túi ni lông], thêm làn."),
        ("Giảm CO₂ ở chợ", "co2", "Giảm [CO₂] ở chợ"),
        ("Đi chợ sớm", "chowj", "Đi [chợ] sớm"),
        ("<b>Làn</b> & tre", "làn", "<b>[Làn]</b> & tre"),
        ("Không có từ ấy", "làn", "Không có từ ấy"),
        ("", "làn", ""),
    ],
)
def test_words_that_were_asked_for_are_marked_as_they_are_written(write, shipped_synonyms, summary, asked, expected):
    assert shown(write("Tựa", summary=summary), asked) == expected


def test_the_text_is_quoted_where_the_summary_says_nothing(write):
    page = write("Tựa", summary="Chuyện chợ.", text="Làn tre đan ở Định Hóa bền hơn làn nhựa.")
    assert shown(page, "dinh hoa") == "Làn tre đan ở [Định] [Hóa] bền hơn làn nhựa."
    assert shown(page, "chợ") == "Chuyện [chợ]."
    assert shown(page, "sông Cầu") == "Chuyện chợ."
    assert shown(write("Tựa khác", text="Làn tre."), "không có") == "Làn tre."


def test_a_long_text_is_cut_between_words_where_most_of_the_question_stands(write):
    text = "đầu " * 60 + "làn tre lẻ " + "giữa " * 60 + "ở đây có làn tre Định Hóa rất bền " + "cuối " * 60
    snippet = shown(write("Tựa", text=text), "làn tre định hóa")
    assert "[làn] [tre] [Định] [Hóa] rất bền" in snippet
    assert snippet.startswith("… giữa ")
    assert snippet.endswith(" cuối …")
    assert 25 < len(snippet.split()) < 40


def test_the_parts_of_a_snippet_put_together_are_the_text(write):
    text = "Chợ Đồng Hỷ, chợ Chùa Hang và chợ Trại Cau."
    parts = Snippets("chợ hang").of_page(write("Tựa", text=text))
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_match in parts if is_match] == ["Chợ", "chợ", "Hang", "chợ"]


def test_what_a_page_says_is_escaped_where_it_is_shown(client, write):
    write("Tựa", summary="<b>Làn</b> & tre")
    html = client.get(reverse("search"), {"q": "làn"}).content.decode()
    assert "&lt;b&gt;<mark>Làn</mark>&lt;/b&gt; &amp; tre" in html


def test_a_draft_is_never_quoted(write, ask):
    page = write("Tựa", summary="Làn bền lắm")
    page.summary = "Làn bí mật"
    page.save_revision()
    (result,) = ask("làn")["results"]
    assert result.snippet == [("Làn", True), (" bền lắm", False)]


# --- The page -----------------------------------------------------------------------------------------------------


def test_results_come_with_snippets_and_paged(ask, write):
    for number in range(12):
        write(f"Chợ phiên {number}", summary="Họp ở Đồng Hỷ")
    context = ask("dong hy")
    assert (context["total"], len(context["results"])) == (12, 10)
    assert all(("Đồng", True) in result.snippet for result in context["results"])
    assert all(result.url for result in context["results"])
    assert "suggestions" not in context
    second = ask("dong hy", trang="2")
    assert len(second["results"]) == 2
    assert not {page.pk for page in second["results"]} & {page.pk for page in context["results"]}
    assert second["base_query"] == "q=dong+hy"
    assert len(ask("dong hy", trang="nhất")["results"]) == 10
    assert len(ask("dong hy", trang="99")["results"]) == 2


def test_guides_and_campaigns_are_found_beside_pages_of_text(ask, site_home, write):
    factories.guide(site_home, "Đi chợ bằng làn tre")
    factories.campaign(site_home, "Mang làn tre đi chợ")
    write("Về làn tre")
    found = {type(page).__name__ for page in ask("lan tre")["results"]}
    assert found == {"GuidePage", "CampaignPage", "StandardPage"}


def test_only_what_is_public_is_found_or_suggested(ask, site_home, write):
    private = write("Làn tre riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    write("Làn tre nháp", live=False)
    factories.guide(site_home, "Làn tre nháp nữa", live=False)
    context = ask("làn tre")
    assert context["total"] == 0
    assert context["suggestions"] == []


def test_who_finds_nothing_is_offered_the_newest_pages(ask, site_home):
    for number in range(4):
        factories.guide(site_home, f"Bài {number}")
    context = ask("không có gì đâu")
    assert context["total"] == 0
    assert [page.title for page in context["suggestions"]] == ["Bài 3", "Bài 2", "Bài 1"]


def test_a_question_may_be_empty_long_or_odd(ask, write):
    write("Làn tre")
    for asked in ("", "   ", "…", "x" * 5000, "đ" * 101, '"*()', "a\x00b", "%_", "🌿"):
        context = ask(asked)
        assert len(context["query"]) <= 100
        assert context["total"] == 0
    assert "suggestions" not in ask("", trang="3")


def test_each_language_finds_its_own_pages_and_english_also_what_has_no_translation(ask, write, site_home):
    factories.english(write("Túi Eco"), title="Eco bag")
    write("Chợ Eco")
    assert {page.title for page in ask("eco")["results"]} == {"Túi Eco", "Chợ Eco"}
    assert {page.title for page in ask("eco", "en")["results"]} == {"Eco bag", "Chợ Eco"}
    assert {page.locale.language_code for page in ask("eco", "en")["results"]} == {"en", "vi"}


def test_the_root_of_the_tree_is_no_page_to_find(ask):
    assert ask("root")["total"] == 0


def test_the_page_costs_the_same_queries_for_five_results_and_for_ten(client, write):
    costs = []
    for number in (5, 0, 5):  # the first answer fills the caches of sites and content types
        for each in range(number):
            write(f"Trang {each}", text="Chuyện ở Đồng Hỷ")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("search"), {"q": "dong hy"})
        costs.append(len(queries))
    assert costs[1] == costs[2]


# --- Narrowing ----------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(site_home):
    """Three pages about baskets: a guide and an article under one topic, and an article without."""
    guide = factories.guide(site_home, "Làn đi chợ")
    article = factories.article(site_home, "Làn về chợ quê")
    factories.article(site_home, "Làn của bà")
    factories.standard_page(site_home, "Làn là gì")
    factories.topic("Chợ", guide, article)


def choices(context) -> dict[str, dict[str, int]]:
    return {group.label: {option.label: option.count for option in group.options} for group in context["filters"]}


def test_what_was_found_is_counted_by_kind_and_topic(ask, mixed):
    found = ask("làn")
    assert found["total"] == 4
    assert choices(found)["Loại nội dung"] == {"": 4, "Cẩm nang": 1, "Tin, bài": 2}


def test_a_kind_narrows_the_results_and_keeps_the_words(ask, mixed):
    found = ask("lan", loai="tin-bai")
    assert {page.title for page in found["results"]} == {"Làn về chợ quê", "Làn của bà"}
    assert found["base_query"] == "q=lan&loai=tin-bai"


def test_kind_and_topic_together(ask, mixed, site_home):
    other = factories.article(site_home, "Làn tre Bắc Kạn")
    factories.topic("Hàng Việt", other)
    found = ask("làn", loai="tin-bai", **{"chu-de": "cho"})
    assert [page.title for page in found["results"]] == ["Làn về chợ quê"]
    for group in found["filters"]:
        for option in group.options:
            from django.http import QueryDict

            narrowed = ask(**{"query": "làn"} | {k: v for k, v in QueryDict(option.url[1:]).items() if k != "q"})
            assert narrowed["total"] == option.count, option


def test_a_wrong_kind_is_as_if_absent(ask, mixed):
    assert ask("làn", loai="sai", **{"chu-de": "khong-co"})["total"] == 4


def test_narrowing_shows_pages_alone(ask, mixed):
    factories.store("Làn tre Tân Cương")
    assert [group.total for group in ask("làn")["groups"]] == [1]
    assert ask("làn", loai="cam-nang")["groups"] == []


def test_the_filters_are_folded_until_one_is_chosen(client, mixed):
    folded = '<details class="search-filters">'
    assert folded in client.get("/tim-kiem/?q=lan").content.decode()
    assert '<details class="search-filters" open>' in client.get("/tim-kiem/?q=lan&loai=tin-bai").content.decode()
