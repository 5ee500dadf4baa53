"""Pages of communes and wards: today's with their places, former ones that lead on, names that ask instead of guessing."""

import json
import re
import secrets
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.delivery import remembered
from home.models import Unit
from home.units import changes
from home.units.loading import load_successions, load_units
from home.units.proposals import Receiver, renamed, split
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = "/diem-ban/xa-phuong/"
PAPERS = {"decision": "Nghị quyết 12/NQ-UBTVQH16", "source": "Công báo số 5"}


@pytest.fixture(scope="module", autouse=True)
def reference(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction around all tests of this module; each test's own lies inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        load_successions()
        yield
        transaction.set_rollback(True)


def unit(slug: str) -> Unit:
    return Unit.objects.get(slug=slug)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def links_of(client, path: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', client.get(path).content.decode())


# --- The list ----------------------------------------------------------------------------------------------------------


def test_all_units_stand_in_the_list_in_vietnamese_order_with_their_places(client):
    factories.store("Chè", unit=unit("tan-cuong"), schemes=("xanh",))
    factories.store("Nháp", unit=unit("tan-cuong"), live=False)
    sections = client.get(PAGES).context["sections"]
    lines = [line for section in sections for line in section.lines]
    assert len(lines) == 92
    assert [section.title for section in sections][:6] == ["A", "B", "C", "D", "Đ", "G"]
    assert {line.unit.slug: line.count.total for line in lines if line.count.total} == {"tan-cuong": 1}


def test_grouped_by_former_district_every_unit_stands_under_the_districts_it_lies_in(client):
    sections = client.get(PAGES + "?theo=huyen-cu").context["sections"]
    assert len(sections) == 17
    under = [section.title for section in sections for line in section.lines if line.unit.slug == "phong-quang"]
    assert under == ["Huyện Bạch Thông", "Thành phố Bắc Kạn"]


def test_an_old_name_finds_its_unit_of_today(client):
    assert "“mỹ yên đại từ” hôm nay là" in text_of(client, PAGES + "?q=mỹ yên đại từ")
    assert "Tên cũ tìm thấy: Xã Mỹ Yên, huyện Đại Từ" in text_of(client, PAGES + "?q=mỹ yên đại từ")


@pytest.mark.parametrize("name", ["van lang", "Thái Nguyên", "Gia Sàng", "Thượng Đình"])
def test_a_name_that_may_mean_several_is_asked_and_never_guessed(client, name):
    answer = client.get(PAGES, {"q": name}).context["answer"]
    assert not answer.is_certain
    assert len(answer.choices) > 1


def test_a_name_nobody_knows_says_so(client):
    assert "Không thấy xã, phường, huyện nào tên “Sài Gòn”" in text_of(client, PAGES + "?q=Sài Gòn")


# --- Every page answers ------------------------------------------------------------------------------------------------


def test_each_unit_of_any_time_has_a_page(client):
    for slug in Unit.objects.values_list("slug", flat=True):
        assert client.get(f"{PAGES}{slug}/").status_code == 200, slug
    assert client.get(PAGES + "khong-co/").status_code == 404


def test_a_page_of_today_shows_places_schemes_goods_origins_and_neighbours(client):
    factories.store("Chè Thắm", unit=unit("tan-cuong"), schemes=("xanh",), categories=("Chè",))
    path = PAGES + "tan-cuong/"
    text = text_of(client, path)
    assert "Chè Thắm" in text
    assert "Có từ ngày 01/07/2025, theo Nghị quyết 1683/NQ-UBTVQH15" in text
    assert "Các xã, phường gần nhất" in text
    links = links_of(client, path)
    for link in ("?xa=tan-cuong", "?xa=tan-cuong#ban-do", "?xa=tan-cuong&amp;dh=diem-kinh-doanh-xanh",
                 "?xa=tan-cuong&amp;nhom=che"):  # fmt: skip
        assert f"/diem-ban/{link}" in links
    assert f"{PAGES}thanh-pho-thai-nguyen-cu/" in links


def test_a_draft_never_leaks(client):
    factories.store("Cửa hàng kín", unit=unit("tan-cuong"), live=False, categories=("Chè",))
    for path in (PAGES, PAGES + "tan-cuong/", PAGES + "thanh-pho-thai-nguyen-cu/"):
        text = text_of(client, path)
        assert "Cửa hàng kín" not in text
        assert "1 điểm bán" not in text


def test_events_there_are_told_and_drafts_are_not(client, site_home):
    factories.event(site_home, "Ủ rác", unit=unit("tan-cuong"))
    factories.event(site_home, "Buổi kín", unit=unit("tan-cuong"), live=False)
    text = text_of(client, PAGES + "tan-cuong/")
    assert "Sự kiện ở đây" in text
    assert "Ủ rác" in text
    assert "Buổi kín" not in text


def test_an_empty_unit_offers_the_nearest_with_places(client):
    factories.store("Chợ", unit=unit("dai-phuc"))
    context = client.get(PAGES + "tan-cuong/").context
    assert [near.line.unit.slug for near in context["with_places"]] == ["dai-phuc"]
    assert "Chưa có điểm bán nào ở đây" in text_of(client, PAGES + "tan-cuong/")


def test_a_former_commune_leads_to_its_unit_of_today(client):
    html = client.get(PAGES + "my-yen-dai-tu-cu/").content.decode()
    today = re.search(r'rel="canonical" href="[^"]*(/diem-ban/xa-phuong/[^"]+)"', html)[1]
    assert '<meta name="robots" content="noindex">' in html
    assert client.get(today).context["unit"].is_current
    assert html.count('rel="canonical"') == 1


def test_a_split_commune_lists_its_units_and_names_none_canonical(client):
    html = client.get(PAGES + "thuong-dinh-phu-binh-cu/").content.decode()
    assert "đã được chia cho 2 xã, phường. Bạn tìm nơi nào?" in html
    assert 'rel="canonical"' not in html


def test_a_former_district_gathers_its_ground(client):
    factories.store("Chè Thắm", unit=unit("tan-cuong"))
    text = text_of(client, PAGES + "thanh-pho-thai-nguyen-cu/")
    assert "Thành phố Thái Nguyên không còn là đơn vị hành chính." in text
    assert "Chè Thắm" in text
    assert "Phường Gia Sàng" in text


def test_places_that_wait_for_a_unit_are_shown_on_the_old_page(client):
    tan_cuong = unit("tan-cuong")
    factories.store("Chè Thắm", unit=tan_cuong)
    parts = [Receiver(unit=tan_cuong), Receiver(unit=unit("dai-phuc"))]
    changes.record(split(tan_cuong, parts, on=timezone.localdate(), **PAPERS), actor=None)
    text = text_of(client, PAGES + "xa-tan-cuong-cu/")
    assert "đang chờ xếp về đơn vị mới" in text
    assert "Chè Thắm" in text
    assert client.get("/diem-ban/").context["total"] == 1


def test_an_address_goes_on_after_a_renaming(client):
    tan_cuong = unit("tan-cuong")
    changes.record(renamed(tan_cuong, "Tân Chè", on=timezone.localdate() - timedelta(days=1), **PAPERS), actor=None)
    assert "Nay thuộc: Xã Tân Chè" in text_of(client, PAGES + "tan-cuong/")
    assert "Trước đây là Xã Tân Cương" in text_of(client, PAGES + "tan-che/")
    assert client.get("/diem-ban/?xa=tan-cuong").context["unit"].slug == "tan-che"


# --- For machines ------------------------------------------------------------------------------------------------------


def test_search_engines_are_told_what_it_is_and_the_way_there(client):
    html = client.get(PAGES + "tan-cuong/").content.decode()
    data = [json.loads(found) for found in re.findall(r'ld\+json">(.*?)</script>', html)]
    area, way = (next(d for d in data if d["@type"] == kind) for kind in ("AdministrativeArea", "BreadcrumbList"))
    assert (area["name"], area["containedInPlace"]["name"]) == ("Xã Tân Cương", "Thái Nguyên")
    assert [step["name"] for step in way["itemListElement"]] == ["Trang chủ", "Xã, phường", "Xã Tân Cương"]
    assert "/the-chia-se/xaphuong-vi-" in html
    assert 'hreflang="en" href="' in html


def test_the_sitemap_names_units_of_today_and_districts_only(client, site_home):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc") if PAGES in node.text]
    assert len(found) == 1 + 92 + 17
    assert not any("my-yen" in address for address in found)


def test_english_readers_get_english_words_around_vietnamese_names(client):
    html = client.get("/en" + PAGES + "tan-cuong/").content.decode()
    assert '<h1 lang="vi">Xã Tân Cương</h1>' in html


@pytest.mark.parametrize("slug", ["tan-cuong", "thanh-pho-thai-nguyen-cu", ""])
def test_one_row_costs_as_many_queries_as_twenty(client, site_home, monkeypatch, slug):
    def queries() -> int:
        generation = secrets.token_hex(4)
        monkeypatch.setattr(remembered, "_generation", lambda: generation)
        path = f"{PAGES}{slug}/" if slug else PAGES
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    def stores(numbers: range) -> None:
        for number in numbers:
            factories.store(f"Chợ {number}", unit=unit("tan-cuong"), schemes=("xanh", "viet"), categories=("Chè",),
                            hours="Mo-Su 07:00-20:00")  # fmt: skip
            factories.event(site_home, f"Ủ rác {number}", unit=unit("tan-cuong"))

    stores(range(2))
    few = queries()
    stores(range(2, 20))
    assert queries() == few <= 15


# --- Old names in the directory ----------------------------------------------------------------------------------------


def test_the_filter_takes_a_former_unit_with_one_successor(client):
    context = client.get("/diem-ban/?xa=my-yen-dai-tu-cu").context
    assert context["unit"].is_current
    assert context["unit_notice"].startswith("Xã Mỹ Yên nay thuộc ")
    assert f"xa={context['unit'].slug}" in context["base_query"]


def test_the_filter_asks_where_the_former_unit_was_split(client):
    response = client.get("/diem-ban/?xa=thuong-dinh-phu-binh-cu&nhom=che")
    assert response.context["unit"] is None
    (question,) = response.context["questions"]
    assert [choice.label for choice in question.choices] == ["Xã Điềm Thụy", "Xã Phú Bình"]
    assert response.canonical_query == "xa=thuong-dinh-phu-binh-cu"


@pytest.mark.parametrize(
    ("typed", "slug"), [("mỹ yên, đại từ", None), ("Phường Gia Sàng", None), ("tan cuong", "tan-cuong")]
)
def test_a_typed_name_filters_or_asks_without_javascript(client, typed, slug):
    context = client.get("/diem-ban/", {"noi": typed}).context
    if context["unit"]:
        assert slug in (None, context["unit"].slug)
    else:
        assert context["questions"][0].choices


def test_a_typed_name_nobody_knows_is_answered_in_words(client):
    text = text_of(client, "/diem-ban/?noi=Sài Gòn")
    assert "Không thấy xã, phường nào tên “Sài Gòn”, cũ hay mới." in text


def test_words_that_are_an_old_name_offer_the_unit_of_today(client):
    (question,) = client.get("/diem-ban/", {"q": "mỹ yên đại từ"}).context["questions"]
    assert question.text == "Xã Mỹ Yên nay thuộc:"
    assert len(question.choices) == 1
    assert "q=" not in question.choices[0].url
    assert client.get("/diem-ban/", {"q": "chè xanh"}).context["questions"] == []


def test_a_date_of_before_stays_in_the_story(client):
    assert unit("tan-cuong").valid_from == date(2025, 7, 1)
