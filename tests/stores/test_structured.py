"""A place for search engines: what its page shows, and nothing of sample data."""

import pytest

from stores.enums import PositionPrecision
from tests import factories
from tests.linked_data import entries, entry

pytestmark = pytest.mark.django_db


def test_a_place_tells_where_and_when(client, site_home):
    store = factories.store(hours="Mo-Sa 07:00-11:30,13:30-18:00; Su 00:00-24:00", phone="0208 3855 123")
    data = entry(client, store.get_absolute_url(), "Store")
    assert data["address"] == {
        "@type": "PostalAddress", "streetAddress": "Số 1", "addressLocality": "Xã Tân Cương",
        "addressRegion": "Thái Nguyên", "addressCountry": "VN",
    }  # fmt: skip
    assert data["geo"]["latitude"] == 21.52
    assert data["telephone"] == "+842083855123"
    hours = [(spec["dayOfWeek"][0], spec["opens"], spec["closes"]) for spec in data["openingHoursSpecification"]]
    assert hours == [("Monday", "07:00", "11:30"), ("Monday", "13:30", "18:00"), ("Sunday", "00:00", "23:59")]
    assert data["image"].startswith("http://127.0.0.1:8000/the-chia-se/diemban-vi-")


def test_a_place_that_keeps_its_facts_to_itself_tells_none(client, site_home):
    data = entry(client, factories.store(at=None, address="").get_absolute_url(), "Store")
    assert not {"geo", "telephone", "openingHoursSpecification", "sameAs"} & data.keys()
    assert "streetAddress" not in data["address"]


def test_a_position_known_by_the_commune_only_is_no_pin(client, site_home):
    store = factories.store()
    store.position.precision = PositionPrecision.UNIT
    store.position.save()
    assert "geo" not in entry(client, store.get_absolute_url(), "Store")


def test_sample_data_is_not_passed_off_as_a_place(client, site_home):
    store = factories.store(is_sample=True)
    assert "Store" not in [data["@type"] for data in entries(client, store.get_absolute_url())]


def test_an_unpublished_place_has_no_card(client, site_home):
    from stores.cards import store_card

    live, draft = factories.store(), factories.store("Nháp", live=False)
    assert client.get(store_card(live).path).status_code == 200
    assert client.get(store_card(draft).path).status_code == 404
