"""Stores, schemes and the register in the admin: lists, exports, and who may open what."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from stores.models import CriteriaSet, Recognition, Scheme
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def recognised(site_home):
    return factories.store("Nông sản Làn Mây", schemes=("xanh",), categories=("Thực phẩm",))


def rows_of(client, section: str) -> list[list[str]]:
    response = client.get(f"/quan-tri/{section}", {"export": "csv"})
    raw = b"".join(response) if response.streaming else response.content
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def test_the_register_leaves_as_a_table_with_the_unit(client, cast, recognised):
    client.force_login(cast.auditor)
    heading, row = rows_of(client, "stores/recognition/")
    assert "Xã, phường" in heading
    assert {"Nông sản Làn Mây", "Xã Tân Cương"} < set(row)
    response = client.get("/quan-tri/stores/recognition/", {"export": "xlsx"})
    assert load_workbook(io.BytesIO(b"".join(response))).active.max_row == 2


@pytest.mark.parametrize("section", ["stores/productcategory/", "stores/storekind/"])
def test_catalogues_leave_as_tables(client, cast, recognised, section):
    client.force_login(cast.store_officer)
    assert len(rows_of(client, section)) == 2


def test_a_name_that_begins_like_a_formula_is_harmless_in_a_table_of_stores(client, cast, recognised):
    factories.store("=2+3 cửa hàng")
    client.force_login(cast.store_officer)
    names = {row[0] for row in rows_of(client, "snippets/stores/store/")[1:]}
    assert names == {"Nông sản Làn Mây", "'=2+3 cửa hàng"}


def test_who_watches_looks_into_schemes_and_criteria(client, cast, recognised):
    client.force_login(cast.auditor)
    for name, row in (("scheme", Scheme.objects.get()), ("criteriaset", CriteriaSet.objects.get())):
        assert client.get(reverse(f"wagtailsnippets_stores_{name}:inspect", args=[row.pk])).status_code == 200
        assert str(row) in client.get(reverse(f"wagtailsnippets_stores_{name}:list")).content.decode()


@pytest.mark.parametrize("role", ["inspector", "decision_maker", "commune_officer", "editor", "auditor"])
def test_who_may_only_look_at_stores_changes_none(client, cast, recognised, role):
    client.force_login(getattr(cast, role))
    assert client.get(reverse("wagtailsnippets_stores_store:inspect", args=[recognised.pk])).status_code == 200
    for name, args in (("edit", [recognised.pk]), ("delete", [recognised.pk]), ("add", [])):
        assert client.get(reverse(f"wagtailsnippets_stores_store:{name}", args=args)).status_code == 302
    page = client.get(reverse("wagtailsnippets_stores_store:list")).content.decode()
    assert reverse("wagtailsnippets_stores_store:add") not in page


def test_nobody_writes_the_register_by_hand(client, cast, recognised):
    recognition = Recognition.objects.get()
    for person in (cast.administrator, cast.decision_maker, cast.store_officer):
        client.force_login(person)
        for name, args in (("edit", [recognition.pk]), ("delete", [recognition.pk]), ("create", [])):
            address = reverse(f"stores_recognition_modeladmin_{name}", args=args)
            assert client.get(address).status_code in (302, 403)
            assert client.post(address, {"number": "X"}).status_code in (302, 403)
    assert Recognition.objects.get().number == recognition.number


def test_the_register_is_searched_by_the_name_of_the_place(client, cast, recognised):
    factories.store("Chợ Phiên", schemes=("viet",))
    client.force_login(cast.auditor)
    for asked in ("lan may", "Làn Mây", "MÂY lan"):
        page = client.get(reverse("stores_recognition_modeladmin_index"), {"q": asked}).content.decode()
        assert "Nông sản Làn Mây" in page
        assert "Chợ Phiên" not in page


def test_a_list_asks_as_often_for_many_rows_as_for_one(client, cast, recognised):
    client.force_login(cast.administrator)
    sections = ("snippets/stores/store/", "stores/recognition/", "home/unit/")

    def queries() -> dict[str, int]:
        counts = {}
        for section in sections:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/quan-tri/{section}").status_code == 200
            counts[section] = len(captured)
        return counts

    queries()
    one = queries()
    for number in range(9):
        factories.store(f"Quầy {number}", unit=factories.unit(f"Số {number}"), schemes=("xanh",))
    assert queries() == one
