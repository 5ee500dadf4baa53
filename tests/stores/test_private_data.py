"""Who owns a store stays with who deals with owners: a crawl of every channel that speaks of stores finds no trace."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from home.erasure import erase_due
from stores.cards import store_card
from stores.map import pack
from stores.models import Store, StorePrivate
from stores.structured import schema
from tests import factories

pytestmark = pytest.mark.django_db

OWNER = {
    "owner_name": "Nguyễn Thị Bí Mật", "tax_code": "0100109106", "identity_number": "019123456789",
    "phone": "+84987654321", "contract_note": "Cam kết riêng KHONGLO",
}  # fmt: skip
# However the site would write them: with and without marks, as typed, as grouped.
MARKERS = (
    "Bí Mật", "bi mat", "Nguyễn Thị", "nguyen thi bi", "0100109106", "019123456789", "84987654321", "0987 654 321",
    "987654321", "KHONGLO", "khonglo",
)  # fmt: skip
OTHERS = ["approver", "editor", "contributor", "inspector", "decision_maker", "commune_officer", "auditor"]


@pytest.fixture
def owned(site_home, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    store = factories.store(
        "Nông sản Làn Mây", schemes=("xanh",), categories=("Chè",), hours="24/7", phone="0208 3855 123",
        description="Bán chè.",
    )  # fmt: skip
    StorePrivate.objects.create(store=store, **OWNER)
    store.save_revision(clean=False).publish()
    return Store.objects.get(pk=store.pk)


def traces(text: str, asked: str = "") -> list[str]:
    """The markers in a text; what somebody asked for may be repeated to them."""
    return [marker for marker in MARKERS if marker in text and marker not in unquote_plus(asked)]


def public_addresses(store: Store) -> list[str]:
    page, listing, version = store.get_absolute_url(), reverse("stores:directory"), pack.current().version
    asked = [f"{reverse('search')}?q={word}" for word in ("bi+mat", "0100109106", "0987654321", "lan+may")]
    asked += [f"{reverse('search_suggestions')}?q={word}" for word in ("bi m", "098", "lan m")]
    asked += [f"{listing}?q={word}" for word in ("bi+mat", "0987654321", "lan")]
    files = [reverse(f"stores:map_{name}", args=[version]) for name in ("points", "facets", "names", "words", "places")]
    files += [f"{files[2]}?o=0", f"{files[3]}?q=bi+mat", f"{files[3]}?q=lan", f"{files[4]}?s={store.slug}"]
    feeds = [reverse("feeds:all", args=[ending]) for ending in ("atom", "rss", "json")]
    return [
        page, f"/en{page}", listing, f"/en{listing}", "/", "/en/", reverse("news"), reverse("sitemap"),
        reverse("feeds:hub"), reverse("stores:map_latest"), store_card(store).path, *asked, *files, *feeds,
    ]  # fmt: skip


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def test_no_public_address_knows_the_owner(owned):
    for address in public_addresses(owned):
        for _visit in range(2):  # made, then perhaps from the page cache
            response = Client().get(address)
            assert response.status_code in (200, 400, 404), address
            assert traces(body_of(response), address) == [], address
    found = Client().get(f"{reverse('search')}?q=0100109106").content.decode()
    assert "Nông sản Làn Mây" not in found, "nor is the place found by its tax code"


def test_no_string_made_of_a_store_knows_the_owner(owned):
    revision = owned.latest_revision
    made = [json.dumps(schema(owned), default=str), json.dumps(revision.content), owned.folded, str(revision)]
    made += [str(value) for value in Store.objects.filter(pk=owned.pk).values()[0].values()]
    assert traces(" ".join(made)) == []


def test_no_other_table_knows_the_owner(owned):
    """Indexes, logs, references and revisions included."""
    for model in apps.get_models(include_auto_created=True):
        if model is not StorePrivate and model._meta.managed and not model._meta.proxy:
            rows = " ".join(str(row) for row in model._base_manager.values())
            assert traces(rows) == [], model._meta.label
    assert Revision.objects.exists()
    assert ReferenceIndex.objects is not None
    assert ModelLogEntry.objects is not None


@pytest.mark.parametrize("role", OTHERS)
def test_no_screen_of_another_role_knows_the_owner(client, cast, owned, role):
    client.force_login(getattr(cast, role))
    assert client.get(reverse("store_owner", args=[owned.pk])).status_code in (302, 403)
    name = "wagtailsnippets_stores_store"
    listing = reverse(f"{name}:list")
    addresses = [listing, f"{listing}?q=bi+mat"]
    addresses += [reverse(f"{name}:{view}", args=[owned.pk]) for view in ("inspect", "edit", "history", "usage")]
    for address in addresses:
        assert traces(body_of(client.get(address, follow=True)), address) == [], address


@pytest.mark.parametrize("role", ["administrator", "store_officer", "auditor", "editor"])
def test_no_spreadsheet_knows_the_owner(client, cast, owned, role):
    client.force_login(getattr(cast, role))
    listing = reverse("wagtailsnippets_stores_store:list")
    table = b"".join(client.get(listing, {"export": "csv"})).decode("utf-8-sig")
    assert "Nông sản Làn Mây" in next(iter(list(csv.reader(io.StringIO(table)))[1:]))
    assert traces(table) == []
    book = load_workbook(io.BytesIO(b"".join(client.get(listing, {"export": "xlsx"}))))
    assert traces(" ".join(str(cell.value) for row in book.active for cell in row)) == []
    bulk = f"{reverse('wagtail_bulk_action', args=['stores', 'store', 'export'])}?id={owned.pk}"
    assert traces(body_of(client.post(bulk, {"format": "csv"}))) == []


def test_no_preview_knows_the_owner(client, cast, owned):
    client.force_login(cast.administrator)
    address = reverse("wagtailsnippets_stores_store:preview_on_edit", args=[owned.pk])
    edit = client.get(reverse("wagtailsnippets_stores_store:edit", args=[owned.pk])).content.decode()
    assert traces(edit) == []
    assert traces(body_of(client.get(address))) == []


# --- Who may ---------------------------------------------------------------------------------------------------------


def test_a_stranger_is_sent_to_sign_in(client, owned):
    response = client.get(reverse("store_owner", args=[owned.pk]))
    assert response.status_code == 302
    assert "/login/" in response.url


def test_the_store_officer_reads_and_writes_it_and_no_cache_keeps_it(client, cast, owned):
    client.force_login(cast.store_officer)
    address = reverse("store_owner", args=[owned.pk])
    response = client.get(address)
    assert "Nguyễn Thị Bí Mật" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    sent = {**OWNER, "tax_code": "0100109106-001", "identity_number": "019 123 456 780", "closed_on": ""}
    assert client.post(address, sent).status_code == 302
    private = StorePrivate.objects.get(store=owned)
    assert (private.tax_code, private.identity_number) == ("0100109106-001", "019123456780")
    assert private.set_by == cast.store_officer


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tax_code", "0100109107", "Mã số thuế không đúng"),
        ("identity_number", "12345", "Số căn cước có 12 chữ số"),
        ("phone", "12", "Số điện thoại chưa đúng"),
    ],
)
def test_what_is_mistyped_is_said_and_kept(client, cast, owned, field, value, words):
    client.force_login(cast.store_officer)
    page = client.post(reverse("store_owner", args=[owned.pk]), {**OWNER, field: value}).content.decode()
    assert words in page
    assert value in page
    assert getattr(StorePrivate.objects.get(store=owned), field) == OWNER[field]


def test_a_tax_code_is_checked_by_its_digit():
    with pytest.raises(ValidationError):
        StorePrivate(store=factories.store(), tax_code="4600123456").full_clean()


def test_some_time_after_a_place_closed_its_owner_is_forgotten(owned):
    today, kept = timezone.localdate(), settings.OWNER_RETENTION_DAYS
    private = StorePrivate.objects.get(store=owned)
    for closed_on, stays in (
        (None, True),
        (today - timedelta(days=kept - 2), True),
        (today - timedelta(days=kept + 1), False),
    ):
        StorePrivate.objects.filter(pk=private.pk).update(closed_on=closed_on)
        erase_due()
        assert StorePrivate.objects.filter(pk=private.pk).exists() is stays
    assert Store.objects.filter(pk=owned.pk).exists()


def test_nothing_but_its_own_screen_speaks_of_the_table():
    """A join from a store to its owner would end this table's purpose."""
    allowed = {"private.py", "owner.py", "__init__.py", "registration.py", "panels.py"}
    wrong = [
        str(path)
        for path in Path(settings.ROOT).glob("*/**/*.py")
        if path.parts[-2] != "migrations"
        and "tests" not in path.parts
        and path.name not in allowed
        and re.search(r"StorePrivate|storeprivate", path.read_text("utf-8"))
        and path.name != "roles.py"
    ]
    assert wrong == []
