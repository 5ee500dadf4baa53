"""What is found, whatever the marks and however it is asked; and what is never found. The same on both databases."""

import unicodedata
from functools import partial

import pytest
from django.db import connection
from modelsearch.backends.base import FilterFieldError, SearchFieldError
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from home.models import HomePage, SiteImage, StandardPage
from home.visibility import public_pages
from tests.home.search_pages import titles, write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    """Adds a page below the home page: `write("Tựa", summary="…", text="…")`."""
    return partial(write_page, site_home)


@pytest.mark.parametrize(
    "asked",
    [
        "Đồng Hỷ",
        "đồng hỷ",
        "ĐỒNG HỶ",
        "dong hy",
        "DONG HY",
        "Đong hỷ",
        "hỷ đồng",
        "  đồng   hỷ ",
        "\u200bđồng\u00a0hỷ",
        "Ðồng Hỷ",
    ],
)
def test_any_mix_of_marks_and_case_finds_the_page(write, asked):
    write("Chợ Đồng Hỷ")
    write("Đồng Quang")
    for form in ("NFC", "NFD"):
        assert titles(public_pages().search(unicodedata.normalize(form, asked))) == ["Chợ Đồng Hỷ"]


def test_a_title_typed_with_separate_marks_is_found(write):
    decomposed = unicodedata.normalize("NFD", "Chợ Đồng Hỷ")
    write(decomposed)
    for asked in ("đồng hỷ", "dong hy", unicodedata.normalize("NFD", "đồng hỷ")):
        assert titles(public_pages().search(asked)) == [decomposed]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nước mắm nhĩ", "nuoc mam"),
        ("Rác thải nhựa", "rac thai nhua"),
        ("Bảo vệ môi trường", "moi truong"),
        ("Phổ Yên", "pho yen"),
        ("Hòa bình", "hoà bình"),
        ("Hoà bình", "hòa bình"),
        ("Thủy tinh", "thuỷ tinh"),
        ("Giảm phát thải CO₂", "co2"),
        ("Kế hoạch 93/KH-UBND", "93/kh-ubnd"),
        ("Chợ Đồng Quang", "chowj ddoongf quang"),
        ("Phổ Yên", "pho63 ye6n"),
    ],
)
def test_what_people_type_finds_what_is_written(write, text, asked):
    page = write("Một trang", text=f"Câu này nói về {text} và hết.")
    other = write("Trang khác", text="Không liên quan.")
    assert titles(public_pages().search(asked)) == [page.title]
    assert other.title not in titles(public_pages().search(asked))


@pytest.mark.parametrize(
    "asked", ["túi ni lông", "nilon", "ni-lông", "nylon", "túi bóng", "tui bong", "NI LÔNG", "túi nilon"]
)
def test_all_names_of_the_plastic_bag_find_all_pages_about_it(write, shipped_synonyms, asked):
    about = ["Chợ bớt túi ni lông", "Giảm nilon", "Bao nylon", "Đổi túi bóng lấy làn", "Phí ni-lông"]
    for title in about:
        write(title)
    write("Túi vải")
    assert titles(public_pages().search(asked)) == sorted(about)


def test_marks_that_were_typed_keep_synonyms_apart(write):
    """A bag of cotton is no plastic bag, even if both fold alike."""
    write("Giảm nilon")
    assert titles(public_pages().search("túi bông")) == []


def test_a_quotation_asks_for_exactly_these_words_in_this_order(write):
    write("Làn tre đi chợ")
    write("Đi chợ bằng làn và tre")
    assert titles(public_pages().search(Phrase("lan tre"))) == ["Làn tre đi chợ"]
    assert titles(public_pages().search("tre làn")) == ["Làn tre đi chợ", "Đi chợ bằng làn và tre"]


def test_words_are_combined_as_asked(write):
    for title in ("Làn tre", "Làn nhựa", "Ống hút tre"):
        write(title)
    search = StandardPage.objects.search
    assert titles(search("làn tre")) == ["Làn tre"]
    assert titles(search("làn tre", operator="or")) == ["Làn nhựa", "Làn tre", "Ống hút tre"]
    lan, tre, hut = PlainText("LÀN"), PlainText("tre"), Phrase("ong hut")
    assert titles(search(And([lan, Not(tre)]))) == ["Làn nhựa"]
    assert titles(search(Or([And([lan, tre]), hut]))) == ["Làn tre", "Ống hút tre"]
    assert titles(search(Or([lan, Not(tre)]))) == ["Làn nhựa", "Làn tre"]
    assert titles(search(Not(lan))) == ["Ống hút tre"]
    assert titles(search(Not(Or([lan, tre])))) == []
    assert titles(search(Boost(hut, 2))) == ["Ống hút tre"]
    assert titles(search(lan & ~PlainText("***"))) == ["Làn nhựa", "Làn tre"]
    assert titles(search(MATCH_ALL)) == ["Làn nhựa", "Làn tre", "Ống hút tre"]
    assert titles(search(Not(MATCH_ALL))) == []


def test_a_fuzzy_question_is_folded_too(write):
    write("Làn tre Định Hóa")
    assert titles(StandardPage.objects.search(Fuzzy("dinh hoá"))) == ["Làn tre Định Hóa"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="trigrams are PostgreSQL's")
def test_a_fuzzy_question_forgives_a_typing_error_where_trigrams_are_known(write):
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    write("Làn tre Định Hóa")
    assert titles(StandardPage.objects.search(Fuzzy("ĐỊNH HOÓA"))) == ["Làn tre Định Hóa"]


@pytest.mark.parametrize(
    "asked", ["đ", "dong h", "Đồng H", "đồng hỷ", "ĐỒ", "cho do", unicodedata.normalize("NFD", "đồng h")]
)
def test_the_beginning_of_the_last_word_is_enough_to_complete(write, asked):
    write("Chợ Đồng Hỷ")
    write("Phổ Yên")
    assert titles(public_pages().autocomplete(asked)) == ["Chợ Đồng Hỷ"]


def test_completing_needs_the_earlier_words_whole(write):
    write("Chợ Đồng Hỷ")
    assert titles(public_pages().autocomplete("do hy")) == []
    assert titles(public_pages().search("dong h")) == []


def test_named_fields_are_the_only_ones_searched(write):
    write("Đồng Hỷ", summary="Làn tre")
    write("Làn tre", summary="Ở Đồng Hỷ")
    search = StandardPage.objects.search
    assert titles(search("dong hy", fields=["title"])) == ["Đồng Hỷ"]
    assert titles(search("dong hy", fields=["summary"])) == ["Làn tre"]
    assert titles(search("dong hy", fields=["title", "summary"])) == ["Làn tre", "Đồng Hỷ"]
    assert titles(search("dong lan", fields=["title", "summary"])) == ["Làn tre", "Đồng Hỷ"]
    assert titles(search("dong hy", fields=["body"])) == []
    assert titles(search(Not(PlainText("lan")), fields=["summary"])) == ["Làn tre"]
    assert titles(StandardPage.objects.autocomplete("dong h", fields=["title"])) == ["Đồng Hỷ"]
    assert titles(StandardPage.objects.autocomplete("dong h", fields=["summary"])) == ["Làn tre"]
    assert search("dong hy", fields=["summary"]).count() == 1
    assert list(search("dong hy", fields=[])) == []
    with pytest.raises(SearchFieldError):
        search("dong hy", fields=["slug"])


def test_filters_slices_counts_and_facets_agree(write):
    pages = [write(f"Đồng Hỷ {number}", show_in_menus=number % 2 == 0) for number in range(12)]
    results = Page.objects.search("dong hy")
    assert results.count() == len(results) == 12
    whole = [page.pk for page in results]
    assert len(set(whole)) == 12
    again = [page.pk for begin in range(0, 12, 5) for page in Page.objects.search("dong hy")[begin : begin + 5]]
    assert again == whole
    assert Page.objects.search("dong hy")[3].pk == whole[3]
    assert Page.objects.search("dong hy")[10:].count() == 2
    assert list(Page.objects.search("dong hy")[12:15]) == []
    filtered = Page.objects.filter(show_in_menus=True).search("dong hy")
    assert filtered.count() == len(list(filtered)) == 6
    assert filtered.facet("show_in_menus") == {True: 6}
    assert Page.objects.search("dong hy").facet("show_in_menus") == {False: 6, True: 6}
    by_type = Page.objects.search("dong hy").facet("content_type_id")
    assert by_type == {pages[0].content_type_id: 12}
    with pytest.raises(FilterFieldError):
        Page.objects.filter(slug="x").search("dong hy")
    with pytest.raises(FilterFieldError):
        results.facet("slug")


def test_other_orders_are_the_querysets_own(write):
    for title in ("Đồng Hỷ B", "Đồng Hỷ A", "Đồng Hỷ C"):
        write(title)
    ordered = StandardPage.objects.order_by("title").search("dong hy", order_by_relevance=False)
    assert [page.title[-1] for page in ordered] == ["A", "B", "C"]
    newest = StandardPage.objects.order_by().search("dong hy", order_by_relevance=False)
    assert [page.title[-1] for page in newest] == ["C", "A", "B"]


def test_results_are_what_the_queryset_gives(write):
    page = write("Đồng Hỷ", summary="Tóm tắt")
    assert list(Page.objects.search("dong hy")) == [Page.objects.get(pk=page.pk)]
    assert [found.summary for found in Page.objects.specific().search("dong hy")] == ["Tóm tắt"]
    assert list(Page.objects.values_list("title", flat=True).search("dong hy")) == ["Đồng Hỷ"]
    assert list(StandardPage.objects.values("summary").search("dong hy")) == [{"summary": "Tóm tắt"}]
    assert [page.title for page in Page.objects.type(HomePage).search("dong hy")] == []
    (scored,) = Page.objects.search("dong hy").annotate_score("score")
    assert scored.score > 0
    (scored,) = Page.objects.search("dong hy", order_by_relevance=False).annotate_score("score")
    assert scored.score > 0


def test_a_search_for_another_model_finds_only_that_model(write):
    write("Đồng Hỷ")
    image = SiteImage.objects.create(title="Ảnh Đồng Hỷ", file="x.jpg", width=1, height=1)
    assert list(SiteImage.objects.search("dong hy")) == [image]
    assert titles(Page.objects.search("dong hy")) == ["Đồng Hỷ"]
