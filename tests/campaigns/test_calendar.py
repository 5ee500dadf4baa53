"""Calendars: what a phone or an office imports."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests import factories

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def fetch(client, address: str) -> tuple[bytes, list]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content, Calendar.from_ical(response.content).walk("VEVENT")


def test_an_event_is_at_the_same_moment_everywhere(client, site_home):
    begins = datetime(2026, 12, 5, 8, 0, tzinfo=HANOI)
    event = factories.event(
        site_home, "Ủ rác bếp, làm ở nhà; “dễ”", slug="u-rac", starts=begins, ends=begins + timedelta(hours=3),
        lat=21.52, lng=105.79, summary="Dòng một\nvà dòng hai",
    )  # fmt: skip
    event.save_revision().publish()
    _, [entry] = fetch(client, "/su-kien/u-rac.ics")
    assert entry.decoded("dtstart") == datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
    assert str(entry["summary"]) == event.title
    assert "Dòng một" in entry["description"]
    assert "Nam Đồng" in entry["location"]
    assert entry["geo"].to_ical() == "21.52;105.79"
    assert str(entry["url"]) == f"http://127.0.0.1:8000{event.url}", "the address that the site is known by"
    assert entry["uid"].startswith(str(event.translation_key))


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says(client, site_home):
    factories.event(site_home, "Tập huấn phân loại rác tại nguồn cho tổ trưởng tổ dân phố " * 3, slug="dai")
    content, [entry] = fetch(client, "/su-kien/dai.ics")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert str(entry["summary"]).startswith("Tập huấn phân loại rác tại nguồn")


def test_a_change_replaces_what_was_and_a_cancelled_one_says_so(client, site_home):
    event = factories.event(site_home, slug="u-rac")
    event.save_revision().publish()
    _, [before] = fetch(client, "/su-kien/u-rac.ics")
    event.called_off, event.change_note = True, "Bão."
    event.save_revision().publish()
    content, [after] = fetch(client, "/su-kien/u-rac.ics")
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert fetch(client, "/su-kien/u-rac.ics")[0] == content, "the same bytes for the same event"


def test_topics_and_agencies_have_their_own(client, site_home):
    agency = factories.agency("Sở Công Thương")
    fair = factories.event(site_home, "Phiên chợ", agency=agency)
    training = factories.event(site_home, "Lớp ủ rác", is_sample=True)
    factories.topic("Rác", training)
    assert [str(e["summary"]) for e in fetch(client, "/co-quan/so-cong-thuong/su-kien.ics")[1]] == [fair.title]
    assert [str(e["summary"]) for e in fetch(client, "/chu-de/rac/su-kien.ics")[1]] == ["[Dữ liệu mẫu] Lớp ủ rác"]
    assert len(fetch(client, "/lich-su-kien.ics")[1]) == 2
    assert client.get("/chu-de/khong-co/su-kien.ics").status_code == 404
    assert client.get("/co-quan/khong-co/su-kien.ics").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_events(client, site_home, django_assert_max_num_queries):
    for number in range(20):
        factories.event(site_home, f"Buổi {number}", unit=factories.unit(), agency=factories.agency())
    client.get("/lich-su-kien.ics")
    with django_assert_max_num_queries(6):
        fetch(client, "/lich-su-kien.ics")


def test_it_is_kept_until_something_is_published(client, site_home, settings, tmp_path):
    settings.CACHE_DIR, settings.PAGE_CACHE = tmp_path, True
    event = factories.event(site_home, slug="u-rac")
    first = client.get("/su-kien/u-rac.ics")
    again = client.get("/su-kien/u-rac.ics")
    assert first["ETag"] == again["ETag"]
    assert client.get("/su-kien/u-rac.ics", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert event.title in first.content.decode()
