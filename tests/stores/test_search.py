"""What the one search finds of places, and of the units they lie in under names from any time."""

import pytest
from django.core.management import call_command

from home.models import Unit
from stores.search import search_stores, search_units
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    call_command("load_reference", verbosity=0)


def found(query: str, limit: int = 5) -> list[tuple[str, str, str]]:
    return [(hit.title, hit.summary, hit.note) for hit in search_units(query, limit).hits]


def test_a_unit_is_found_by_its_name_with_its_places(units, client, site_home):
    unit = Unit.objects.current().get(slug="phan-dinh-phung")
    factories.store("Làn Mây", unit=unit)
    factories.store("Nháp", unit=unit, live=False)
    assert found("phan dinh phung") == [("Phường Phan Đình Phùng", "1 điểm bán", "")]
    (hit,) = search_units("Phường Phan Đình Phùng", 5).hits
    assert "Làn Mây" in client.get(hit.url).content.decode()


def test_an_old_name_leads_to_the_unit_of_today_and_says_so(units):
    ((title, summary, note),) = found("phường Hoàng Văn Thụ")
    assert title == "Phường Phan Đình Phùng"
    assert summary == "Chưa có điểm bán nào"
    assert note.startswith("Tên cũ: Phường Hoàng Văn Thụ")


def test_a_former_district_leads_to_all_its_units(units):
    group = search_units("huyện Đại Từ", 5)
    assert len(group.hits) == 5 < group.total


def test_a_question_about_something_else_names_no_unit(units):
    assert found("túi ni lông") == found("") == found("xã " * 40) == []


def test_places_are_counted_beyond_those_shown(site_home):
    for number in range(4):
        factories.store(f"Làn Mây {number}")
    group = search_stores("lan may", 2)
    assert (len(group.hits), group.total) == (2, 4)


def test_the_search_page_shows_units_before_places(client, units, site_home):
    unit = Unit.objects.current().get(slug="phan-dinh-phung")
    factories.store("Quán Phan Đình Phùng", unit=unit)
    groups = client.get("/tim-kiem/", {"q": "phan dinh phung"}).context["groups"]
    assert [group.label for group in groups][:2] == ["Xã, phường", "Điểm bán"]
