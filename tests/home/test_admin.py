"""The admin as each role meets it: what the menu offers answers, the rest is refused; lists are searched and exported."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.icons import get_icons

from home.models import Agency, Holiday, User
from home.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

REFERENCE = {"home/unit/", "home/agency/", "home/holiday/"}
CATALOGUE = {"stores/productcategory/", "stores/storekind/"}
STORES = {"snippets/stores/store/"}
RULES = {"snippets/stores/scheme/", "snippets/stores/criteriaset/"}
REGISTER = {"stores/recognition/"}
CONTENT = {"pages/", "images/", "documents/"}
CHANGES = {"doi-xa-phuong/"}
OPERATIONS = {"thu-bao/", "viec-nen/", "viec-hang-ngay/"}
SETTINGS = {"users/", "groups/", "sites/", "locales/", "collections/", "redirects/", "workflows/list/"}
SECTIONS = CHANGES | REFERENCE | CATALOGUE | STORES | RULES | REGISTER | CONTENT | OPERATIONS | SETTINGS
SEES = {
    "administrator": SECTIONS,
    "approver": CONTENT | STORES,
    "editor": CONTENT | STORES,
    "contributor": CONTENT,
    "store_officer": CHANGES | STORES | REGISTER | CATALOGUE | {"home/unit/", "home/agency/", "images/"},
    "inspector": STORES | REGISTER,
    "decision_maker": STORES | REGISTER,
    "commune_officer": STORES | REGISTER | {"home/unit/"},
    "auditor": CHANGES | STORES | REGISTER | RULES | CATALOGUE | REFERENCE | OPERATIONS,
}
each_role = pytest.mark.parametrize("role", Role.values)


def menu_of(client) -> list[dict]:
    """Every entry of the sidebar, those of its groups too."""
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    return list(_entries(json.loads(props[1])))


def _entries(part):
    if isinstance(part, dict):
        if "label" in part and "icon_name" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for child in part:
            yield from _entries(child)


def addresses(menu: list[dict]) -> set[str]:
    return {entry["url"] for entry in menu if entry.get("url", "").startswith("/quan-tri/")}


@pytest.fixture
def filled(site_home):
    """One row in each list, so that rows are drawn too."""
    factories.standard_page(site_home)
    factories.store(schemes=("xanh",), categories=("Thực phẩm",))
    factories.agency()
    Holiday.objects.create(date=date(2026, 9, 2), name="Quốc khánh", kind="public")


# --- What each role sees -------------------------------------------------------------------------------------------------


@each_role
def test_everything_the_menu_offers_answers_and_the_rest_is_refused(client, cast, filled, role):
    client.force_login(getattr(cast, role))
    offered = addresses(menu_of(client))
    assert {section for section in SECTIONS if f"/quan-tri/{section}" in offered} == SEES[role]
    for address in offered:
        assert client.get(address, follow=True).status_code == 200, address
    for section in SECTIONS - SEES[role]:
        response = client.get(f"/quan-tri/{section}")
        assert (response.status_code, response.get("Location")) == (302, "/quan-tri/"), section


def test_a_stranger_is_sent_to_the_sign_in_form(client, site_home):
    for section in SECTIONS:
        response = client.get(f"/quan-tri/{section}")
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_the_menu_has_drawn_signs_and_stays_at_home(client, cast, site_home):
    client.force_login(cast.administrator)
    menu = menu_of(client)
    sprite = get_icons()
    for entry in menu:
        assert f'id="icon-{entry["icon_name"]}"' in sprite, entry["label"]
        assert not entry.get("url", "").startswith("http"), entry["label"]


def test_who_may_only_look_can_open_a_row_but_neither_change_nor_add(client, cast, filled):
    client.force_login(cast.auditor)
    agency = Agency.objects.get()
    assert client.get(reverse("home_agency_modeladmin_inspect", args=[agency.pk])).status_code == 200
    for name, args in (("edit", [agency.pk]), ("delete", [agency.pk]), ("create", [])):
        assert client.get(reverse(f"home_agency_modeladmin_{name}", args=args)).status_code in (302, 403)


def test_the_accounts_screen_is_open_to_everyone_and_changes_no_role(client, cast, site_home):
    client.force_login(cast.contributor)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="groups"' not in page
    assert "is_superuser" not in page


# --- Lists ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["users/", "home/unit/", "home/agency/", "snippets/stores/store/"])
def test_lists_find_with_and_without_marks(client, cast, site_home, section):
    User.objects.create_user("nguoi-tim", last_name="Lê Đồng", first_name="Hỷ")
    User.objects.create_user("nguoi-khac", last_name="Phổ", first_name="Yên")
    for name in ("Đồng Hỷ", "Phổ Yên"):
        factories.agency(f"Trạm {name}")
        factories.store(f"Chợ {name}", unit=factories.unit(name))
    client.force_login(cast.administrator)
    for asked in ("dong hy", "Đồng Hỷ", "HỶ dong"):
        page = client.get(f"/quan-tri/{section}", {"q": asked}).content.decode()
        table = " ".join(re.findall(r"<tbody.*?</tbody>", page, re.DOTALL))
        assert "Hỷ" in table
        assert "Yên" not in table


def test_staff_have_an_agency_that_the_administrator_chooses(client, cast, site_home):
    agency = factories.agency("Sở Công Thương")
    client.force_login(cast.administrator)
    address = reverse("wagtailusers_users:edit", args=[cast.editor.pk])
    assert 'name="agency"' in client.get(address).content.decode()
    assert 'name="agency"' in client.get(reverse("wagtailusers_users:add")).content.decode()
    fields = {
        "username": "editor",
        "email": "lan@example.vn",
        "first_name": "Lan",
        "last_name": "Lê",
        "is_active": "on",
    }
    response = client.post(address, fields | {"agency": agency.pk, "groups": [cast.editor.groups.get().pk]})
    assert response.status_code == 302
    cast.editor.refresh_from_db()
    assert cast.editor.agency == agency


# --- Spreadsheets -----------------------------------------------------------------------------------------------------------


def export(client, section: str, kind: str) -> bytes:
    response = client.get(f"/quan-tri/{section}", {"export": kind})
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    return b"".join(response) if response.streaming else response.content


@pytest.fixture
def dangerous(filled):
    """A name that a spreadsheet would run."""
    factories.agency('=HYPERLINK("http://xau.example";"Bấm")')
    factories.unit("+Đồng Hỷ")
    Holiday.objects.create(date=date(2026, 4, 30), name="@Giải phóng", kind="public")


@pytest.mark.parametrize(
    ("section", "begin"), [("home/agency/", "=HYPERLINK"), ("home/unit/", "+Đồng"), ("home/holiday/", "@Giải")]
)
def test_flat_reference_data_leaves_as_a_table_in_which_nothing_runs(client, cast, dangerous, section, begin):
    client.force_login(cast.auditor)
    raw = export(client, section, "csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    heading, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith(f"'{begin}") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)

    sheet = load_workbook(io.BytesIO(export(client, section, "xlsx"))).active
    table = list(sheet.iter_rows())
    assert [cell.value for cell in table[0]] == heading
    assert len(table) == len(rows) + 1
    assert {cell.data_type for row in table for cell in row if str(cell.value).startswith(begin)} == {"s"}


def test_who_may_not_see_a_list_does_not_export_it(client, cast, dangerous):
    client.force_login(cast.editor)
    for section in REFERENCE | REGISTER | {"users/"}:
        assert client.get(f"/quan-tri/{section}", {"export": "csv"}).status_code == 302
