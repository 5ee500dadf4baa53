"""What the map asks for: kept for ever under a version, gone with it, and never more than the public may see."""

import json

import pytest
from django.http import QueryDict
from django.urls import reverse

from stores.directory import Directory
from stores.map import pack
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def latest(client, prefix: str = "") -> dict:
    return client.get(f"{prefix}/diem-ban/ban-do/moi-nhat").json()


def test_the_present_version_names_the_addresses_of_its_files(client):
    factories.store("Một")
    found = latest(client)
    assert found["version"] == pack.current().version
    for name in ("points", "facets", "labels"):
        response = client.get(found[name])
        assert response.status_code == 200, name
        assert "immutable" in response["Cache-Control"]
        assert response["Content-Type"].startswith("application/json")


def test_the_present_version_is_always_asked_for_again(client):
    response = client.get(reverse("stores:map_latest"))
    assert response["Cache-Control"] == "no-cache"
    again = client.get(reverse("stores:map_latest"), headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    factories.store("Mới")
    assert client.get(reverse("stores:map_latest"), headers={"if-none-match": response["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["points", "facets", "names", "words", "places"])
def test_an_old_version_is_gone(client, name):
    store = factories.store("Rút khỏi danh bạ")
    address = latest(client)[name]
    query = {"o": "0", "q": "rut", "s": store.slug}
    assert client.get(address, query).status_code == 200
    store.unpublish()
    response = client.get(address, query)
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert response.content == b""


@pytest.mark.parametrize("version", ["0-000000000000", "999-abcdefabcdef"])
def test_a_version_that_never_was_is_gone_too(client, version):
    assert client.get(f"/diem-ban/ban-do/{version}/diem.json").status_code == 410


@pytest.mark.parametrize("path", ["../../etc/passwd", "x/diem.json", "1-ABC/diem.json", "0123456789ab.js"])
def test_other_addresses_are_not_found(client, path):
    assert client.get(f"/diem-ban/ban-do/{path}", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)]
)
def test_files_go_out_as_they_lie_compressed(client, accepted, encoding):
    factories.store("Một")
    response = client.get(latest(client)["points"], headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize("name", ["latest", "points"])
def test_only_reading_is_allowed(client, name):
    address = reverse("stores:map_latest") if name == "latest" else latest(client)[name]
    assert client.post(address).status_code == 405


def test_names_come_in_one_answer_for_many_points(client, django_assert_max_num_queries):
    for number in range(20):
        factories.store(f"Số {number}", at=(21.5 + number / 100, 105.8), schemes=("xanh", "viet"))
    address = latest(client)["names"]
    with django_assert_max_num_queries(8):
        cards = client.get(address, {"o": ",".join(map(str, range(20)))}).json()
    assert {card["name"] for card in cards.values()} == {f"Số {number}" for number in range(20)}


def test_a_card_says_name_address_marks_and_page(client):
    store = factories.store("Nông sản Làn Mây", address="Ngõ 4", schemes=("viet",), is_sample=True)
    assert client.get(latest(client)["names"], {"o": "0,7"}).json() == {
        "0": {
            "name": "Nông sản Làn Mây",
            "address": "Ngõ 4, xã Tân Cương",
            "url": f"/diem-ban/{store.slug}/",
            "kind": "Tạp hóa",
            "marks": ["viet"],
            "sample": True,
        }
    }


def test_cards_in_english_lead_to_english_pages(client):
    store = factories.store("Nông sản Làn Mây")
    card = client.get(latest(client, "/en")["names"], {"o": "0"}).json()["0"]
    assert card["url"] == f"/en/diem-ban/{store.slug}/"


@pytest.mark.parametrize("asked", ["", "a", "1,,2", "-1", "1;2", "9" * 12, ",".join(map(str, range(51))), "٣"])
def test_a_list_of_points_that_makes_no_sense_is_refused(client, asked):
    factories.store("Một")
    response = client.get(latest(client)["names"], {"o": asked})
    assert response.status_code == 400
    assert "immutable" not in response.get("Cache-Control", "")


def test_words_find_the_points_that_the_list_finds(client):
    for number, name in enumerate(["Chợ Thái", "Tạp hóa", "Chợ Chùa Hang", "Chợ nháp"]):
        factories.store(name, at=(21.5, 105.7 + number / 10), live=name != "Chợ nháp")
    found = client.get(latest(client)["words"], {"q": "cho"}).json()
    assert found["count"] == Directory(QueryDict("q=cho")).total == 2


def test_stores_on_the_page_learn_their_place(client):
    first, second = factories.store("Một", at=(22, 106)), factories.store("Hai", at=(21, 105))
    asked = {"s": f"{first.slug},{second.slug},khong-co"}
    assert client.get(latest(client)["places"], asked).json() == {second.slug: 0, first.slug: 1}


def test_labels_put_wards_first_and_leave_out_what_is_former(client):
    factories.unit("Rộng", area_km2=100, slug="rong")
    factories.unit("Hẹp", area_km2=10, slug="hep")
    factories.unit("Đức Xuân", kind="phuong", slug="duc-xuan")
    factories.unit("Cũ", slug="cu", valid_to="2025-06-30")
    found = client.get(latest(client)["labels"]).json()
    assert found["names"] == ["Đức Xuân", "Rộng", "Hẹp"]
    assert found["wards"] == 1


def test_the_bare_folder_leads_to_the_directory_with_its_map(client):
    assert client.get("/diem-ban/ban-do/").url == "/diem-ban/#ban-do"


def test_the_script_of_the_map_is_a_file_that_never_changes(client):
    from stores.map.directory_map import directory_map

    address = reverse("stores:map_script", args=[directory_map().script_hash])
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert json.dumps(reverse("stores:map_latest")) in response.content.decode()
