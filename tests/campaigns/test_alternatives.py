"""The finder of alternatives: states and their counts, what is shown, what may be published, the spreadsheet, search."""

import csv
import io
import itertools
import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageViewRestriction, Revision

from campaigns.alternatives.finder import Finder
from campaigns.alternatives.jobs import count_old_prices
from campaigns.models import Alternative, PlasticItem, Situation
from campaigns.models.alternatives import a_year_before
from home.publication import REFUSE
from home.registry import search_groups
from tests import factories

pytestmark = pytest.mark.django_db
FINDER = "/thay-the/"


@pytest.fixture
def several(site_home):
    """Four ways, of which one replaces two items in two situations; and a draft."""
    factories.alternative("Làn tre", items=("Túi ni lông",), situations=("Đi chợ",))
    factories.alternative("Lá dong", items=("Túi ni lông", "Hộp xốp"), situations=("Đi chợ", "Cỗ bàn"))
    factories.alternative("Cặp lồng", items=("Hộp xốp",), situations=("Ở trường",))
    factories.alternative("Ống hút tre", items=("Ống hút nhựa",), situations=("Ở nhà",))
    factories.alternative("Bản nháp", items=("Túi ni lông",), situations=("Đi chợ",), live=False)


def read(client, query: str = "", prefix: str = "") -> str:
    response = client.get(f"{prefix}{FINDER}{query}")
    assert response.status_code == 200
    return response.content.decode()


def found(query: str) -> list[str]:
    return [row.name for row in Finder(QueryDict(query)).page_rows()]


# --- States -----------------------------------------------------------------------------------------------------------


def test_item_and_situation_narrow_together(several):
    assert set(found("")) == {"Làn tre", "Lá dong", "Cặp lồng", "Ống hút tre"}
    assert set(found("thay=tui-ni-long")) == {"Làn tre", "Lá dong"}
    assert found("thay=tui-ni-long&o=co-ban") == ["Lá dong"]
    assert found("thay=ong-hut-nhua&o=di-cho") == []


def test_every_choice_in_every_state_gives_what_its_count_promises(several):
    items = ["", *PlasticItem.objects.values_list("slug", flat=True)]
    situations = ["", *Situation.objects.values_list("slug", flat=True)]
    for item, situation in itertools.product(items, situations):
        for group in Finder(QueryDict(f"thay={item}&o={situation}")).listing.groups:
            for option in group.options:
                assert len(found(option.url.removeprefix("?"))) == option.count, (item, situation, option)


def test_one_row_under_several_choices_is_counted_once_among_all(several):
    every = Finder(QueryDict("")).groups()["thay"].options[0]
    assert (every.value, every.count) == ("", 4)


@pytest.mark.parametrize("query", ["thay=khong-co", "o=tren-trang", "thay=", "la=1", "thay=TUI-NI-LONG"])
def test_values_that_name_nothing_are_as_if_absent(several, query):
    state = Finder(QueryDict(query))
    assert state.total == 4
    assert state.listing.canonical == ""


def test_a_state_has_one_spelling(several):
    assert Finder(QueryDict("o=di-cho&thay=tui-ni-long")).listing.canonical == "thay=tui-ni-long&o=di-cho"


def test_a_state_that_is_empty_offers_the_wider_ones(client, several):
    text = read(client, "?thay=ong-hut-nhua&o=di-cho")
    assert "Chưa có cách thay nào cho đúng hoàn cảnh này" in text
    assert 'href="?thay=ong-hut-nhua#ket-qua">Ống hút nhựa (1)' in text
    assert 'href="?o=di-cho#ket-qua">Đi chợ (2)' in text


def test_without_any_alternative_the_page_says_so(client, site_home):
    assert "Danh sách đang được soạn" in read(client)


# --- What is shown ----------------------------------------------------------------------------------------------------


def test_a_row_says_all_that_a_reader_needs(client, site_home):
    day = timezone.localdate() - timedelta(days=30)
    row = factories.alternative(
        "Lá dong", price_low=40000, price_high=150000, price_unit="một bó", price_date=day, price_source="Báo Thanh Niên",
        price_url="https://thanhnien.vn/la-dong", guide=factories.guide(site_home),
    )  # fmt: skip
    row.categories = [factories.category("Chè")]
    row.save()
    text = read(client)
    for words in (
        "40.000 – 150.000 đồng", "một bó", f"{day:%d/%m/%Y}", "Báo Thanh Niên", "Vài tháng", "Rửa, phơi khô", "Ủ phân",
        "Mọi nhà", "Nghị định 08/2022", "Đi chợ không túi ni lông", "/diem-ban/?nhom=che",
    ):  # fmt: skip
        assert words in text
    assert "đã cũ" not in text


def test_no_price_and_an_old_price_are_said_in_words(client, site_home):
    factories.alternative("Không giá")
    factories.alternative(
        "Giá cũ", price_low=5000, price_high=5000, price_date=date(2020, 1, 1), price_source="Cửa hàng"
    )
    text = read(client)
    assert "Chưa có giá kiểm chứng được" in text
    assert text.count("Giá đã cũ hơn 12 tháng") == 1


def test_drafts_and_the_guides_nobody_may_read_never_leak(client, several, site_home):
    hidden = factories.guide(site_home, "Bài còn nháp", live=False)
    closed = factories.guide(site_home, "Bài riêng")
    PageViewRestriction.objects.create(page=Page.objects.get(pk=closed.pk), restriction_type="login")
    factories.alternative("Cách một", guide=hidden)
    factories.alternative("Cách hai", guide=closed)
    for text in (read(client), client.get(f"{FINDER}tai-ve.csv").content.decode()):
        assert "Bản nháp" not in text
        assert "Bài còn nháp" not in text
        assert "Bài riêng" not in text


def test_under_en_the_content_is_marked_as_vietnamese(client, several):
    text = read(client, prefix="/en")
    assert '<span class="alternative-name" lang="vi">Làn tre</span>' in text


def test_forty_rows_cost_as_many_queries_as_one(client, several):
    numbers = []
    for more in (0, 40):
        for number in range(more):
            factories.alternative(f"Cách {number}", items=("Túi ni lông", "Hộp xốp"), situations=("Đi chợ",))
        for address in (FINDER, f"{FINDER}tai-ve.csv"):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            numbers.append(len(captured))
    assert numbers[:2] == numbers[2:]


def test_a_guide_and_the_home_page_lead_to_the_states(client, several, site_home):
    guide = factories.guide(site_home)
    row = Alternative.objects.get(name="Lá dong")
    row.guide = guide
    row.save()
    text = client.get(guide.url).content.decode()
    assert 'href="/thay-the/?thay=tui-ni-long"' in text
    assert "So sánh 2 cách thay túi ni lông" in text
    home = client.get("/").content.decode()
    assert 'href="/thay-the/?thay=ong-hut-nhua"' in home


# --- Publication ------------------------------------------------------------------------------------------------------


def publish(alternative: Alternative) -> None:
    alternative.save_revision(clean=True).publish()


def refused(alternative: Alternative) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        publish(alternative)
    alternative.refresh_from_db()
    assert not alternative.live
    return error.value.message_dict


def priced(**fields) -> Alternative:
    known = {
        "price_low": 1000,
        "price_high": 2000,
        "price_date": timezone.localdate(),
        "price_source": "Báo Thái Nguyên",
    }
    return factories.alternative(live=False, **(known | fields))


def test_without_a_source_it_stays_a_draft(db):
    assert "Chưa có nguồn" in refused(factories.alternative(live=False, sourced=False))["sources"][0]


@pytest.mark.parametrize("missing", ["price_date", "price_source"])
def test_a_price_without_its_date_or_source_is_refused(db, missing):
    empty = None if missing == "price_date" else ""
    assert set(refused(priced(**{missing: empty}))) == {missing}


def test_a_price_of_twelve_months_is_published_and_one_day_older_is_not(db):
    last = a_year_before(timezone.localdate())
    publish(fresh := priced(name="Còn mới", price_date=last))
    fresh.refresh_from_db()
    assert fresh.live
    assert "cũ hơn 12 tháng" in refused(priced(price_date=last - timedelta(days=1)))["price_date"][0]


def test_the_day_of_a_scheduled_publication_counts(db):
    nearly_old = a_year_before(timezone.localdate()) + timedelta(days=2)
    later = priced(price_date=nearly_old, go_live_at=timezone.now() + timedelta(days=10))
    assert "price_date" in refused(later)


def test_no_price_is_published_and_nothing_to_pay_needs_its_reason(site_home):
    publish(factories.alternative("Không giá", live=False))
    assert "guide" in refused(factories.alternative("Không tốn", live=False, price_low=0, price_high=0))
    publish(
        free := factories.alternative(
            "Có lý do", live=False, price_low=0, price_high=0, guide=factories.guide(site_home)
        )
    )
    free.refresh_from_db()
    assert free.live


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"price_low": 5000}, "price_high"),
        ({"price_high": 5000}, "price_low"),
        ({"price_low": 9000, "price_high": 5000}, "price_high"),
        ({"price_date": date(2999, 1, 1)}, "price_date"),
    ],
)
def test_a_price_that_cannot_be_is_refused_in_a_draft_too(db, fields, wrong):
    with pytest.raises(ValidationError) as error:
        factories.alternative(**fields).full_clean()
    assert wrong in error.value.message_dict


def test_the_year_before_a_leap_day_is_a_day():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


# --- The admin --------------------------------------------------------------------------------------------------------


def form_data(alternative: Alternative, **changes) -> dict:
    fields = (
        "name", "audience", "advantages", "drawbacks", "price_unit", "price_source", "price_url", "lifespan",
        "cleaning", "disposal", "order",
    )  # fmt: skip
    data = {field: getattr(alternative, field) for field in fields}
    return data | {
        "items": [item.pk for item in alternative.items.all()],
        "situations": [situation.pk for situation in alternative.situations.all()],
        "price_low": "", "price_high": "", "price_date": "", "uses": "", "guide": "", "sources-count": "0",
    } | changes  # fmt: skip


def test_an_editor_saves_a_draft_that_may_not_be_sent_on_yet(client, cast):
    client.force_login(cast.editor)
    row = factories.alternative(live=False, sourced=False)
    address = reverse("wagtailsnippets_campaigns_alternative:edit", args=[row.pk])
    assert client.post(address, form_data(row, name="Tên mới")).status_code == 302
    row.refresh_from_db()
    assert row.get_latest_revision_as_object().name == "Tên mới"
    response = client.post(address, form_data(row) | {"action-submit": "1"})
    assert response.status_code == 200
    (problem,) = response.context["form"].errors["sources"].data
    assert "Chưa có nguồn nên chưa đăng được" in str(problem.non_block_errors)
    assert json.dumps("Chưa có nguồn nên")[1:-1] in response.content.decode()  # where the block's script reads it
    assert row.current_workflow_state is None


def test_the_approver_is_told_at_the_field_why_a_price_cannot_be_published(client, cast):
    client.force_login(cast.approver)
    row = factories.alternative(live=False)
    old = {"price_low": "5000", "price_high": "5000", "price_date": "2020-01-01", "price_source": "Cửa hàng"}
    sources = {
        "sources-count": "1", "sources-0-type": "source", "sources-0-order": "0", "sources-0-deleted": "",
        "sources-0-value-text": "Nghị định 08/2022/NĐ-CP", "sources-0-value-url": "",
    }  # fmt: skip
    address = reverse("wagtailsnippets_campaigns_alternative:edit", args=[row.pk])
    response = client.post(address, form_data(row, **old, **sources) | {"action-publish": "1"})
    assert "Giá đã cũ hơn 12 tháng vào ngày đăng" in response.content.decode()
    response = client.post(address, form_data(row, **sources) | {"action-publish": "1"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.live


def test_what_an_editor_sends_on_goes_live_when_the_approver_agrees(cast):
    row = factories.alternative(live=False)
    row.save_revision(user=cast.editor)
    row.refresh_from_db()
    state = row.get_workflow().start(row, cast.editor)
    row.refresh_from_db()
    assert not row.live
    state.current_task_state.task.specific.on_action(state.current_task_state, cast.approver, "approve")
    row.refresh_from_db()
    assert row.live


@pytest.fixture
def waiting_with_an_old_price(cast) -> Alternative:
    """Sent to the approver with a price that has grown older than 12 months since."""
    row = priced(price_date=timezone.localdate() - timedelta(days=30))
    row.save_revision(user=cast.editor)
    row.get_workflow().start(row, cast.editor)
    content = row.latest_revision.content | {"price_date": "2024-01-15"}
    Revision.objects.filter(pk=row.latest_revision.pk).update(content=content)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("from_the_window", [True, False])
def test_the_approver_of_a_price_grown_old_is_told_and_nothing_is_lost(
    client, cast, waiting_with_an_old_price, from_the_window
):
    row = waiting_with_an_old_price
    client.force_login(cast.approver)
    task = row.current_workflow_task_state
    url = reverse("wagtailsnippets_campaigns_alternative:workflow_action", args=[row.pk, "approve", task.pk])
    response = client.post(url, **({"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if from_the_window else {}))
    editor = reverse("wagtailsnippets_campaigns_alternative:edit", args=[row.pk])
    assert (response.json()["redirect"] if from_the_window else response["Location"]) == editor
    shown = client.get(editor).content.decode()
    assert "Chưa đăng được “Ống hút tre”. Giá đã cũ hơn 12 tháng vào ngày đăng." in shown
    row.refresh_from_db()
    assert not row.live and row.workflow_in_progress
    assert row.get_latest_revision_as_object().price_high == 2000


def test_the_clock_passes_over_a_price_grown_old_once_and_logs_it(waiting_with_an_old_price):
    row = waiting_with_an_old_price
    other = priced(name="Còn mới")
    for each in (row, other):
        revision = each.latest_revision or each.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=5))
    for _time in range(2):
        call_command("publish_scheduled")
    row.refresh_from_db()
    other.refresh_from_db()
    assert not row.live and other.live
    (entry,) = ModelLogEntry.objects.filter(action=REFUSE, object_id=str(row.pk))
    assert "cũ hơn 12 tháng" in entry.data["reasons"][0]
    assert not row.revisions.exclude(approved_go_live_at=None).exists()


def test_the_list_flags_what_is_missing_and_filters_old_prices(client, cast):
    client.force_login(cast.editor)
    factories.alternative("Giá đã cũ", price_low=1, price_high=2, price_date=date(2020, 1, 1), price_source="Báo")
    factories.alternative("Chưa nguồn", sourced=False)
    address = reverse("wagtailsnippets_campaigns_alternative:list")
    text = client.get(address).content.decode()
    assert "giá cũ hơn 12 tháng" in text
    assert "thiếu nguồn, chưa có giá" in text
    text = client.get(address, {"price": "cu"}).content.decode()
    assert "Giá đã cũ" in text
    assert "Chưa nguồn" not in text
    assert count_old_prices() == 1


def test_the_list_is_searched_without_marks_and_exported(client, cast):
    client.force_login(cast.editor)
    factories.alternative("Làn tre", items=("Túi ni lông",), advantages="=SUM(A1)")
    factories.alternative("Cặp lồng", items=("Hộp xốp",))
    address = reverse("wagtailsnippets_campaigns_alternative:list")
    text = client.get(address, {"q": "tui ni"}).content.decode()
    assert "Làn tre" in text
    assert "Cặp lồng" not in text
    exported = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "'=SUM(A1)" in exported
    assert "Còn thiếu" in exported


def test_the_preview_shows_the_draft_alone(client, cast, several, rf):
    row = Alternative.objects.get(name="Bản nháp")
    response = row.make_preview_request(original_request=rf.get("/"), preview_mode="")
    text = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    assert "Bản nháp" in text
    assert "Cặp lồng" not in text


@pytest.mark.parametrize("path", ["snippets/campaigns/alternative/", "campaigns/plasticitem/", "campaigns/situation/"])
def test_a_stranger_does_not_see_the_lists(client, db, path):
    assert client.get(f"/quan-tri/{path}").status_code == 302


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("editor", {"add", "change", "view"}),
        ("approver", {"change", "publish", "view"}),
        ("auditor", {"view"}),
        ("store_officer", set()),
    ],
)
def test_only_the_approver_publishes_and_the_auditor_only_looks(cast, role, verbs):
    user = getattr(cast, role)
    asked = ("add", "change", "publish", "delete", "view")
    assert {verb for verb in asked if user.has_perm(f"campaigns.{verb}_alternative")} == verbs


# --- The spreadsheet --------------------------------------------------------------------------------------------------


def spreadsheet(client, query: str = "") -> list[list[str]]:
    response = client.get(f"{FINDER}tai-ve.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_spreadsheet_holds_the_rows_of_the_state_with_their_sources(client, several):
    rows = spreadsheet(client, "?thay=tui-ni-long")
    heading, first = rows[0], rows[1]
    assert heading[:2] == ["Cách thay", "Thay cho"]
    assert {row[0] for row in rows[1:3]} == set(found("thay=tui-ni-long"))
    assert first[heading.index("Nguồn")] == "Nghị định 08/2022/NĐ-CP, Điều 64."
    assert {"Ngày của giá", "Nguồn của giá"} <= set(heading)
    assert rows[-1][0].startswith("Nguồn: Thái Nguyên Xanh, http://testserver/thay-the/?thay=tui-ni-long")
    assert len(rows) == 5  # heading, two rows, a gap, the licence


def test_the_spreadsheet_holds_all_pages(client, several):
    for number in range(30):
        factories.alternative(f"Cách {number}")
    assert len(spreadsheet(client)) == 4 + 30 + 3


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_nothing_in_the_spreadsheet_runs(client, db, text):
    factories.alternative(text, advantages=text, price_source=text)
    for cell in spreadsheet(client)[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell


def test_dates_and_numbers_are_those_of_an_office(client, db):
    factories.alternative(price_low=40000, price_high=40000, price_date=date(2026, 2, 11), price_source="Báo")
    heading, row = spreadsheet(client)[:2]
    assert row[heading.index("Ngày của giá")] == "11/02/2026"
    assert row[heading.index("Giá thấp nhất (đồng)")] == "40000"


# --- Search -----------------------------------------------------------------------------------------------------------


def searched(query: str):
    return next(
        group for group in search_groups(query, 5) if "thay" in group.more_url or group.label == "Cách thay đồ nhựa"
    )


@pytest.mark.parametrize("query", ["ống hút", "ong hut", "Ống Hút nhựa"])
def test_the_name_of_an_item_finds_all_that_replaces_it(several, query):
    group = searched(query)
    assert [hit.title for hit in group.hits] == ["Ống hút tre"]
    assert group.more_url == "/thay-the/?thay=ong-hut-nhua"
    assert group.hits[0].url.startswith("/thay-the/?thay=ong-hut-nhua#cach-")


def test_other_names_of_an_item_find_it_and_parts_of_words_do_not(several):
    PlasticItem.objects.get(name="Túi ni lông").delete()
    factories.alternative("Túi vải", items=("Bịch",))
    item = PlasticItem.objects.get(name="Bịch")
    item.other_names = "túi bóng; túi nilon"
    item.save()
    assert [hit.title for hit in searched("tui bong").hits] == ["Túi vải"]
    assert searched("ong b").total == 0


def test_search_never_finds_a_draft(several):
    assert searched("Bản nháp").total == 0


def test_the_search_page_shows_the_group(client, several):
    text = client.get("/tim-kiem/?q=ong+hut").content.decode()
    assert "Cách thay đồ nhựa" in text
    assert "/thay-the/?thay=ong-hut-nhua#cach-ong-hut-tre" in text
