"""The list of stores and the screens of their facts."""

import pytest
from django.urls import reverse

from stores.models import ReviewEvent, StoreHours, StorePosition
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/snippets/stores/store/"


@pytest.fixture
def market(site_home):
    unit = factories.unit("Đồng Hỷ", bbox_w=105.8, bbox_s=21.5, bbox_e=105.9, bbox_n=21.6, lat=21.55, lng=105.85)
    factories.store("Chợ Phiên", schemes=("viet",), at=None)
    return factories.store("Nông sản Làn Mây", unit=unit, schemes=("xanh",), phone="0208 3855 123", at=None)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.store_officer)
    return client


def names(client, **query) -> list[str]:
    return [store.name for store in client.get(LIST, query).context["object_list"]]


@pytest.mark.parametrize(
    "asked", ["lan may", "Làn Mây", "dong hy", "855123", "855 123", "0208 3855 123", "+842083855123", "XANH-"]
)
def test_a_store_is_found_by_names_phone_and_number(officer, market, asked):
    assert names(officer, q=asked) == ["Nông sản Làn Mây"]


def test_what_nobody_has_is_not_found(officer, market):
    assert names(officer, q="999") == []
    assert names(officer, q="12") == []


def test_filters(officer, market):
    both = ["Chợ Phiên", "Nông sản Làn Mây"]
    scheme = factories.scheme("xanh")
    assert names(officer, scheme=scheme.pk) == ["Nông sản Làn Mây"]
    assert names(officer, recognition="active") == both
    assert names(officer, recognition="suspended") == []
    assert names(officer, precision="khong") == both
    assert names(officer, precision="exact") == []
    assert names(officer, open_hours="chua") == both
    assert names(officer, open_hours="co") == []
    assert names(officer, missing="dien-thoai") == ["Chợ Phiên"]
    assert names(officer, asked="co") == []
    assert names(officer, live="true") == both


# --- Position --------------------------------------------------------------------------------------------------------


def position(client, store, **data):
    sent = {"pasted": "", "lat": "", "lng": "", "precision": "exact", "source": "", **data}
    return client.post(reverse("store_position", args=[store.pk]), sent)


def test_two_numbers_typed_are_a_position(officer, cast, market):
    assert position(officer, market, lat="21.55", lng="105.85", source="đến nơi").status_code == 302
    found = StorePosition.objects.get(store=market)
    assert (found.lat, found.lng, found.precision, found.set_by) == (21.55, 105.85, "exact", cast.store_officer)
    page = officer.get(reverse("store_position", args=[market.pk])).content.decode()
    assert "do store_officer ghi lúc" in page
    assert "đến nơi" in page


def test_a_pasted_link_is_a_position_without_a_script(officer, market):
    position(officer, market, pasted="https://www.google.com/maps/@21.55,105.85,17z", lat="1", lng="1")
    assert StorePosition.objects.get(store=market).lat == 21.55
    page = position(officer, market, pasted="https://maps.app.goo.gl/x").content.decode()
    assert "Liên kết rút gọn" in page
    assert "https://maps.app.goo.gl/x" in page, "what was typed stays"


def test_a_doubtful_point_is_kept_only_when_somebody_says_so(officer, market):
    page = position(officer, market, lat="10.77", lng="106.7").content.decode()
    assert "ngoài địa bàn tỉnh" in page
    assert "10.77" in page
    assert not StorePosition.objects.filter(store=market).exists()
    assert position(officer, market, lat="10.77", lng="106.7", sure="on").status_code == 302
    assert StorePosition.objects.get(store=market).lat == 10.77


def test_no_number_and_no_position(officer, market):
    assert "Hãy ghi số" in position(officer, market).content.decode()
    position(officer, market, lat="21.55", lng="105.85")
    position(officer, market, precision="khong")
    assert not StorePosition.objects.filter(store=market).exists()


def test_the_script_reads_points_as_the_form_does(officer, market):
    assert officer.get(reverse("store_read_point"), {"q": "21.55, 105.85"}).json() == {"lat": 21.55, "lng": 105.85}
    assert officer.get(reverse("store_read_point"), {"q": "chợ"}).json()["problem"]


# --- Hours -----------------------------------------------------------------------------------------------------------


def test_hours_are_echoed_written_and_logged(officer, market):
    address = reverse("store_hours", args=[market.pk])
    rule = "Mo-Sa 06:30-20:00; PH off"
    page = officer.post(address, {"rule": rule, "note": "", "source": "", "preview": "1"}).content.decode()
    assert "6:30 – 20:00" in page
    assert "Ngày lễ" in page
    assert not StoreHours.objects.exists(), "a look is no writing"
    assert officer.post(address, {"rule": rule, "note": "", "source": ""}).status_code == 302
    assert StoreHours.objects.get(store=market).rule == rule
    assert ReviewEvent.objects.filter(verb="hours").exists()
    page = officer.post(address, {"rule": "sáng", "note": "gọi trước", "source": ""}).content.decode()
    assert "Không đọc được giờ mở cửa" in page
    assert "gọi trước" in page


def test_the_script_says_what_hours_mean(officer):
    rows = officer.get(reverse("store_read_hours"), {"q": "Mo-Su 07:00-19:00; PH 08:00-12:00"}).json()["rows"]
    assert rows == [["Tất cả các ngày", "7:00 – 19:00"], ["Ngày lễ", "8:00 – 12:00"]]
    assert officer.get(reverse("store_read_hours"), {"q": "sáng"}).json()["problem"]


# --- Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["stranger", "editor", "approver", "contributor", "inspector", "decision_maker",
                                  "commune_officer", "auditor"])  # fmt: skip
def test_nobody_else_writes_where_and_when(client, cast, market, role):
    if person := getattr(cast, role):
        client.force_login(person)
    assert position(client, market, lat="21.55", lng="105.85").status_code in (302, 403)
    hours = client.post(reverse("store_hours", args=[market.pk]), {"rule": "24/7"})
    assert hours.status_code in (302, 403)
    for name in ("store_read_point", "store_read_hours"):
        assert client.get(reverse(name), {"q": "21.55, 105.85"}).status_code in (302, 403)
    assert not StorePosition.objects.filter(store=market).exists()
    assert not StoreHours.objects.exists()


def test_the_form_shows_facts_and_leads_to_their_screens(officer, market):
    page = officer.get(reverse("wagtailsnippets_stores_store:edit", args=[market.pk])).content.decode()
    for name in ("store_position", "store_hours", "store_owner"):
        assert reverse(name, args=[market.pk]) in page
    assert "0208 3855 123" in page, "a number is shown as people write it"
