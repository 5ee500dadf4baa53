"""Several ticked stores at once: each step through the verbs, and only for who may."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from stores.enums import RecognitionState
from stores.models import Recognition, ReviewEvent, Store, StoreVerification
from tests import factories

pytestmark = pytest.mark.django_db

ACTIONS = {
    "publish": ({}, {"administrator", "approver"}),
    "unpublish": ({}, {"administrator", "approver"}),
    "suspend": ({"reason": "Không niêm yết giá"}, {"administrator", "decision_maker"}),
    "verify": ({"how": "call"}, {"administrator", "store_officer", "inspector"}),
    "ask_verification": ({"reason": "Có người báo"}, {"administrator", "store_officer", "inspector"}),
}
ROLES = ["administrator", "approver", "editor", "contributor", "store_officer", "inspector", "decision_maker",
         "commune_officer", "auditor"]  # fmt: skip


def address(action: str, *stores: Store) -> str:
    ids = "&".join(f"id={store.pk}" for store in stores)
    listing = reverse("wagtailsnippets_stores_store:list")
    return f"{reverse('wagtail_bulk_action', args=['stores', 'store', action])}?{ids}&next={listing}"


def facts_of(*stores: Store) -> list:
    """What any of the actions would change."""
    pks = [store.pk for store in stores]
    return [
        list(Store.objects.filter(pk__in=pks).order_by("pk").values_list("live", "has_unpublished_changes")),
        list(Recognition.objects.filter(store__in=pks).order_by("pk").values_list("state", flat=True)),
        list(StoreVerification.objects.order_by("pk").values_list("verified_on", "asked_on")),
    ]


@pytest.fixture
def two(site_home):
    """One that is public with a mark, one that waits."""
    live = factories.store("Làn Mây", schemes=("xanh",))
    draft = factories.store("Chợ Phiên", live=False, schemes=("xanh",))
    for store in (live, draft):
        store.save_revision(clean=False)
    return live, draft


def data_of(action: str) -> dict:
    given = dict(ACTIONS[action][0])
    return given | ({"scheme": factories.scheme().pk} if action == "suspend" else {})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_done_for_who_may_and_for_nobody_else(client, cast, two, action, role):
    client.force_login(getattr(cast, role))
    before = facts_of(*two)
    response = client.post(address(action, *two), data_of(action))
    assert response.status_code in (200, 302, 403)
    assert (facts_of(*two) != before) is (role in ACTIONS[action][1])


@pytest.mark.parametrize("action", [*ACTIONS, "export"])
def test_a_stranger_does_nothing(client, two, action):
    before = facts_of(*two)
    response = client.post(address(action, *two), data_of(action) if action in ACTIONS else {"format": "csv"})
    assert response.status_code == 302
    assert "/login/" in response.url
    assert facts_of(*two) == before


def test_publishing_and_unpublishing(client, cast, two):
    client.force_login(cast.approver)
    client.post(address("publish", *two), {})
    assert Store.objects.filter(live=True).count() == 2
    client.post(address("unpublish", *two), {})
    assert not Store.objects.public().exists()
    assert Recognition.objects.filter(state=RecognitionState.ACTIVE).count() == 2, "a recognition outlives the page"


def test_what_waits_for_approval_is_not_published_by_the_way(client, cast, two):
    from wagtail.models import Workflow

    waiting = two[1]
    waiting.get_workflow() or pytest.fail("no workflow")
    Workflow.objects.first().start(waiting, cast.store_officer)
    client.force_login(cast.approver)
    page = client.post(address("publish", waiting), {}, follow=True).content.decode()
    assert "Chợ Phiên: Đang chờ duyệt" in page
    assert not Store.objects.get(pk=waiting.pk).live


def test_suspending_asks_a_reason_and_is_logged(client, cast, two):
    client.force_login(cast.decision_maker)
    without = client.post(address("suspend", *two), data_of("suspend") | {"reason": ""})
    assert without.status_code == 200
    assert not Recognition.objects.filter(state=RecognitionState.SUSPENDED).exists()
    client.post(address("suspend", *two), data_of("suspend"))
    assert set(Recognition.objects.values_list("state", flat=True)) == {RecognitionState.SUSPENDED}
    event = ReviewEvent.objects.filter(verb="suspend").first()
    assert (event.actor, event.reason) == (cast.decision_maker, "Không niêm yết giá")


def test_one_that_does_not_fit_is_named_and_the_others_are_done(client, cast, two):
    bare = factories.store("Chưa công nhận")
    client.force_login(cast.decision_maker)
    page = client.post(address("suspend", *two, bare), data_of("suspend"), follow=True).content.decode()
    assert "Chưa công nhận: Không có danh hiệu này." in page
    assert "Đã xong với 2 điểm bán." in page
    assert Recognition.objects.filter(state=RecognitionState.SUSPENDED).count() == 2


def test_verified_today(client, cast, two):
    client.force_login(cast.inspector)
    client.post(address("verify", *two), {"how": "visit"})
    assert [v.verified_on for v in StoreVerification.objects.all()] == [timezone.localdate()] * 2


def test_a_selection_leaves_as_a_table(client, cast, two):
    client.force_login(cast.auditor)
    response = client.post(address("export", two[0]), {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Làn Mây"]
    assert {"Xã, phường", "Công nhận", "Còn thiếu"} <= {heading.capitalize() for heading in rows[0]}
    book = load_workbook(io.BytesIO(b"".join(client.post(address("export", *two), {"format": "xlsx"}))))
    assert book.active.max_row == 3
