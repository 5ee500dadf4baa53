"""The directory: every filter, exact counts, nothing private, and the same number of queries for 1 row and for 20."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stores import review
from stores.directory import Directory
from stores.finding.bitmaps import numbers_in
from stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [store.name for store in response.context["page_obj"].object_list]


def visit(client, query: str = ""):
    response = client.get(reverse("stores:directory") + query)
    assert response.status_code == 200
    return response


def test_it_lists_published_stores_in_vietnamese_order(client):
    for name in ("Đồng Xanh", "Du Lịch", "An Bình", "Ân Thi", "Dân Tiến"):
        factories.store(name)
    assert names(visit(client)) == ["An Bình", "Ân Thi", "Dân Tiến", "Du Lịch", "Đồng Xanh"]


def test_a_draft_never_leaks(client):
    factories.store("Cửa hàng nháp", live=False)
    response = visit(client)
    assert names(response) == []
    assert "nháp" not in response.content.decode()
    assert client.get("/diem-ban/cua-hang-nhap/").status_code == 404


@pytest.mark.parametrize("query", ["chợ thái", "cho thai", "CHỢ THÁI", "chợ thái", "thai cho"])
def test_words_find_names_with_and_without_marks_in_any_form(client, query):
    factories.store("Chợ Thái")
    factories.store("Tạp hóa Hạt Nắng")
    assert names(client.get("/diem-ban/", {"q": query})) == ["Chợ Thái"]


def test_schemes_count_only_what_is_in_force_today(client):
    factories.store("Xanh", schemes=("xanh",))
    factories.store("Việt", schemes=("viet",))
    paused = factories.store("Dừng", schemes=("xanh",))
    review.suspend(paused.recognitions.get(), actor=None, reason="Lý do.")
    old = factories.store("Cũ")
    factories.recognition(old, "xanh", decided_on=timezone.localdate() - timedelta(days=900))
    assert names(visit(client, "?dh=diem-kinh-doanh-xanh")) == ["Xanh"]


def test_values_in_a_group_widen_and_groups_narrow(client):
    xa, phuong = factories.unit("Tân Cương"), factories.unit("Phan Đình Phùng", kind="phuong", slug="phan-dinh-phung")
    factories.store("A", unit=xa, categories=("Chè",))
    factories.store("B", unit=phuong, categories=("Chè",))
    factories.store("C", unit=phuong, categories=("Gia dụng",))
    assert names(visit(client, "?nhom=che&nhom=gia-dung")) == ["A", "B", "C"]
    assert names(visit(client, "?nhom=che&xa=phan-dinh-phung")) == ["B"]


def test_an_unknown_value_is_ignored(client):
    factories.store("A")
    assert names(visit(client, "?dh=khong-co&xa=khong-co&trang=-3&nhom=%00")) == ["A"]


def test_an_option_that_would_give_nothing_is_shown_disabled(client):
    factories.category("Thủ công")
    factories.store("A", categories=("Chè",))
    options = {o.label: o for g in visit(client).context["filters"] for o in g.options}
    assert options["Thủ công"].disabled
    assert not options["Chè"].disabled


def test_pages_hold_twenty_and_keep_the_filters(client):
    for number in range(25):
        factories.store(f"Cửa hàng {number:02}", categories=("Chè",))
    first = visit(client, "?nhom=che")
    assert len(names(first)) == 20
    assert 'href="?nhom=che&amp;trang=2"' in first.content.decode()
    second = visit(client, "?nhom=che&trang=2")
    assert len(names(second)) == 5
    assert 'rel="prev"' in second.content.decode()


def test_stores_without_position_are_listed_and_counted(client):
    factories.store("Có", at=(21.5, 105.8))
    factories.store("Không", at=None)
    response = visit(client)
    assert response.context["total"] == 2
    assert response.context["without_position"] == 1


def test_one_row_costs_as_many_queries_as_twenty(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            visit(client)
        return len(captured)

    factories.store("Đầu", schemes=("xanh", "viet"), categories=("Chè",), hours="Mo-Su 07:00-20:00")
    visit(client)
    one = queries()
    for number in range(19):
        factories.store(f"Số {number}", schemes=("xanh",), categories=("Chè", "Gia dụng"), hours="Mo-Fr 08:00-17:00")
    assert queries() == one


def test_a_filter_that_finds_nothing_says_so_and_offers_a_way_out(client):
    response = visit(client, "?q=khongcogi")
    assert response.context["total"] == 0
    assert 'href="/diem-ban/"' in response.content.decode()


def test_counts_beside_options_equal_what_choosing_them_gives():
    """Property: for random stores and random states, each option's count is the list's total after choosing it."""
    random.seed(20261122)
    units = [factories.unit(f"Xã {n}", slug=f"xa-{n}") for n in range(4)]
    for number in range(40):
        factories.store(
            f"Cửa hàng {number}",
            unit=random.choice(units),
            live=random.random() > 0.1,
            schemes=tuple(m for m in ("xanh", "viet") if random.random() > 0.5),
            categories=tuple(c for c in ("Chè", "Gia dụng", "Nông sản") if random.random() > 0.5),
        )
    for _ in range(15):
        params = QueryDict(mutable=True)
        params.setlist("dh", [s for s in ("diem-kinh-doanh-xanh", "tu-hao-hang-viet-nam") if random.random() > 0.6])
        params.setlist("nhom", [c for c in ("che", "gia-dung", "nong-san") if random.random() > 0.6])
        params["xa"] = random.choice(["", "xa-0", "xa-1"])
        params["q"] = random.choice(["", "", "cửa hàng 1", "hang 2"])
        directory = Directory(params)
        listed = list(directory.stores().order_by("sort_key", "pk").values_list("pk", flat=True))
        assert [directory.table.pks[number] for number in numbers_in(directory.shown)] == listed
        assert directory.total == len(listed)
        for group in directory.groups():
            for option in group.options:
                chosen = params.copy()
                chosen.setlist(group.name, [option.value])
                assert Directory(chosen).total == option.count, (group.name, option.value, params.urlencode())


def test_a_store_page_says_when_nothing_is_recognised(client):
    store = factories.store("Chợ Phiên")
    text = client.get(store.get_absolute_url()).content.decode()
    assert "hưa được công nhận" in text


@pytest.mark.parametrize("verb", ["suspend", "withdraw"])
def test_a_store_that_lost_its_recognition_carries_no_mark_but_says_what_became_of_it(client, verb):
    store = factories.store("Quán Lá", schemes=("xanh",))
    getattr(review, verb)(store.recognitions.get(), actor=None, reason="Lý do.")
    response = client.get(store.get_absolute_url())
    assert response.context["current"] == []
    assert str(response.context["recognitions"][0].public_state_label) in response.content.decode()


def test_two_stores_of_one_name_get_two_addresses():
    first, second, third = (factories.store("Nông sản Đồng Hỷ") for _ in range(3))
    assert len({first.slug, second.slug, third.slug}) == 3
    assert first.slug == "nong-san-dong-hy"


def test_nearby_stores_come_nearest_first_with_their_distance(client):
    here = factories.store("Đây", at=(21.5, 105.8))
    factories.store("Xa", at=(21.55, 105.8))
    factories.store("Gần", at=(21.501, 105.8))
    factories.store("Nháp", at=(21.5001, 105.8), live=False)
    nearby = client.get(here.get_absolute_url()).context["nearby"]
    assert [s.name for s in nearby] == ["Gần", "Xa"]
    assert nearby[0].distance_km == pytest.approx(0.111, abs=0.002)
    assert Store.objects.count() == 4
