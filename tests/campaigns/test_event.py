"""Events: what a visitor is told before, during and after; what editors may not do."""

import json
import re
import secrets
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import EventState, RegistrationState
from home.delivery import remembered
from home.models import SiteDocument
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "https://hop.example/phong-rieng"


@pytest.fixture
def remembering(monkeypatch):
    """What a process remembers between requests, as in the product."""
    name = secrets.token_hex(4)
    monkeypatch.setattr(remembered, "_generation", lambda: name)


def read(client, page, query: str = "", prefix: str = "") -> str:
    response = client.get(f"{prefix}{page.url}{query}")
    assert response.status_code == 200
    return response.content.decode()


def in_hours(hours: float):
    return timezone.now().replace(microsecond=0) + timedelta(hours=hours)


def problems(event) -> dict:
    with pytest.raises(ValidationError) as error:
        event.full_clean()
    return error.value.message_dict


# --- The page ----------------------------------------------------------------------------------------------------------


def test_it_tells_when_where_who_and_how_many(client, site_home):
    event = factories.event(
        site_home, kind="tap-huan", seats=40, registration_mode="open", agency=factories.agency("Sở Công Thương"),
        unit=factories.unit("Tân Cương"), contact="0208 000 000",
    )  # fmt: skip
    text = read(client, event)
    day = timezone.localtime(event.starts)
    for words in ("Tập huấn", f"{day:%H:%M}", f"{day:%d/%m/%Y}", "Nam Đồng", "Tân Cương", "40 chỗ", "Sở Công Thương"):
        assert words in text


def test_the_online_link_is_nowhere_in_public(client, site_home):
    event = factories.event(site_home, place="", online_link=SECRET, registration_mode="open")
    event.save_revision().publish()
    addresses = [event.url, event.get_parent().url, "/su-kien/tap-huan-u-rac-bep.ics", "/lich-su-kien.ics",
                 "/tim-kiem/?q=phong-rieng", "/sitemap.xml", "/en" + event.url]  # fmt: skip
    for address in addresses:
        text = client.get(address).content.decode()
        assert "hop.example" not in text, address
    assert "Họp trực tuyến" in read(client, event)


def test_search_engines_get_an_event_and_no_script_can_be_smuggled_in(client, site_home):
    event = factories.event(site_home, "Ủ rác </script><script>alert(1)</script>", slug="u-rac", seats=5)
    text = read(client, event)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1)
    data = json.loads(found)
    assert data["@type"] == "Event"
    assert data["name"] == event.title
    assert data["startDate"].endswith("+07:00")
    assert data["maximumAttendeeCapacity"] == 5
    assert "<script>alert" not in text


def test_a_past_event_keeps_its_programme_and_materials(client, site_home):
    document = SiteDocument.objects.create(title="Bài trình bày", file=ContentFile(b"%PDF-1.4", name="bai.pdf"))
    event = factories.event(
        site_home,
        starts=in_hours(-50),
        registration_mode="open",
        programme=[("session", {"starts": "08:00", "title": "Làm thử thùng ủ"})],
        materials=[("file", {"document": document, "description": ""})],
    )
    text = read(client, event)
    assert "Đã diễn ra" in text
    assert "Làm thử thùng ủ" in text
    assert "Bài trình bày" in text
    assert "Đã đóng đăng ký" in text
    assert 'name="email"' not in text


def test_a_called_off_event_stays_and_says_why(client, site_home):
    event = factories.event(site_home, called_off=True, change_note="Bão số 9.", registration_mode="open", seats=3)
    text = read(client, event)
    assert "Đã hủy" in text
    assert "Bão số 9." in text
    assert 'name="email"' not in text


@pytest.mark.parametrize(
    ("begins", "lasts", "state"),
    [(1, 2, EventState.UPCOMING), (-1, 2, EventState.RUNNING), (-3, 2, EventState.ENDED), (-2, 2, EventState.ENDED)],
)
def test_the_state_follows_the_clock(site_home, begins, lasts, state):
    event = factories.event(site_home, starts=in_hours(begins), ends=in_hours(begins + lasts))
    assert event.state == state


def test_registration_closes_at_its_moment_or_with_the_beginning(site_home):
    event = factories.event(site_home, registration_mode="open", closes=in_hours(1))
    assert event.registration_state == RegistrationState.OPEN
    event.closes = in_hours(-1)
    assert event.registration_state == RegistrationState.CLOSED
    event.closes, event.starts = None, in_hours(-1)
    assert event.registration_state == RegistrationState.CLOSED


def test_the_stored_page_turns_with_the_closing_the_beginning_and_the_end(rf, site_home):
    event = factories.event(site_home, registration_mode="open", closes=in_hours(1))
    for expected in (event.closes, event.starts, event.ends):
        assert event.changes_at == expected
        request = rf.get("/")
        event.get_context(request)
        assert request.fresh_until == expected
        event.closes = in_hours(-9)
        if expected == event.starts:
            event.starts = in_hours(-8)
    event.ends = in_hours(-1)
    assert event.changes_at is None


# --- The list ----------------------------------------------------------------------------------------------------------


def test_the_next_ones_come_first_and_a_draft_never(client, site_home):
    factories.event(site_home, "Năm ngoái", starts=in_hours(-9000))
    factories.event(site_home, "Hôm qua", starts=in_hours(-24))
    factories.event(site_home, "Tuần sau", starts=in_hours(24 * 7))
    factories.event(site_home, "Bản nháp", live=False)
    index = factories.event(site_home, "Ngày mai", starts=in_hours(24)).get_parent()
    text = read(client, index)
    order = [text.index(title) for title in ("Ngày mai", "Tuần sau", "Hôm qua", "Năm ngoái")]
    assert order == sorted(order)
    assert "Bản nháp" not in text


def test_a_draft_leaks_nowhere(client, site_home):
    shown = factories.event(site_home, "Chợ phiên", agency=factories.agency("Sở Công Thương"))
    hidden = factories.event(site_home, "Bản nháp kín", live=False, agency=shown.agency)
    factories.topic("Chợ", shown, hidden)
    addresses = ["/lich-su-kien.ics", "/chu-de/cho/su-kien.ics", "/co-quan/so-cong-thuong/su-kien.ics", "/chu-de/cho/"]
    for address in [*addresses, shown.get_parent().url, "/sitemap.xml"]:
        text = client.get(address).content.decode()
        assert "nháp" not in text, address
        assert "ban-nhap-kin" not in text, address
    for address in ("ban-nhap-kin/", "ban-nhap-kin.ics", "ban-nhap-kin/dang-ky/abc:def/"):
        assert client.get(f"/su-kien/{address}").status_code == 404
    assert client.post("/su-kien/ban-nhap-kin/dang-ky/", {"name": "Lan"}).status_code == 404


def test_it_is_narrowed_by_time_kind_and_month_with_exact_counts(client, site_home):
    fair = factories.event(site_home, "Phiên chợ xanh", kind="hoi-cho", starts=in_hours(-24 * 40))
    training = factories.event(site_home, "Lớp ủ rác", kind="tap-huan")
    factories.topic("Chợ", fair, training)
    factories.topic("Rác", fair, training)
    index = fair.get_parent()
    month = timezone.localtime(fair.starts)
    for query in ("luc=da-qua", "loai=hoi-cho", f"thang={month:%Y-%m}"):
        text = read(client, index, f"?{query}")
        assert "Phiên chợ xanh" in text, query
        assert "Lớp ủ rác" not in text, query
    everything = read(client, index, "?luc=linh-tinh")
    assert training.title in everything
    assert everything.count('Tất cả <span class="figures">2</span>') == 3


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_twenty(client, site_home, remembering):
    unit = factories.unit()
    event = factories.event(site_home, "Buổi 0", unit=unit)
    factories.topic("Chợ", event)
    numbers = []
    for more in (0, 19):
        for number in range(more):
            factories.topic("Chợ", factories.event(site_home, f"Buổi thứ {number}", unit=unit))
        client.get(event.get_parent().url)
        with CaptureQueriesContext(connection) as captured:
            read(client, event.get_parent())
        numbers.append(len(captured))
    assert numbers[0] == numbers[1] <= 15


def test_the_page_takes_at_most_fifteen_queries(client, site_home, remembering):
    event = factories.event(
        site_home, registration_mode="open", seats=5, unit=factories.unit(), agency=factories.agency()
    )
    factories.topic("Chợ", event)
    client.get(event.url)
    with CaptureQueriesContext(connection) as captured:
        read(client, event)
    assert len(captured) <= 15


# --- What editors may not do -------------------------------------------------------------------------------------------


def test_times_in_the_wrong_order_are_refused(site_home):
    event = factories.event(site_home)
    event.ends = event.starts
    event.closes = event.starts + timedelta(hours=1)
    found = problems(event)
    assert "sau giờ bắt đầu" in found["ends"][0]
    assert "trước khi sự kiện bắt đầu" in found["closes"][0]


def test_an_event_is_somewhere(site_home):
    event = factories.event(site_home)
    event.place = ""
    assert "place" in problems(event)
    event.online_link = SECRET
    assert "registration_mode" in problems(event), "who would get the link?"
    event.registration_mode = "open"
    event.full_clean()


def test_half_a_position_and_no_reason_for_calling_off_are_refused(site_home):
    event = factories.event(site_home)
    event.lat, event.called_off = 21.5, True
    assert problems(event).keys() >= {"lng", "change_note"}


def test_no_seats_are_refused_and_none_is_without_limit(site_home):
    event = factories.event(site_home)
    event.seats = 0
    assert "seats" in problems(event)
    event.seats = None
    event.full_clean()
