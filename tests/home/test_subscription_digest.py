"""The mail itself: what is new and public now, once, on time, with the way out in its headers."""

import smtplib
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home import erasure
from home.models import CorrectionNotice, Notification, PrivateLink, ScheduledRun, Subscription
from home.notify.delivery import compose
from home.subscriptions import digests
from home.subscriptions.digests import KIND, period_end, send_alerts, send_batch
from tests import factories
from tests.home.sample_jobs import run_ready, stop_clock

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def clock():
    """Wednesday, 2 December 2026, half past nine."""
    with stop_clock() as clock:
        clock.now = local("2026-12-02 09:30")
        yield clock


def subscriber(email: str = "lan@example.vn", choices: dict | None = None, **fields) -> Subscription:
    now = timezone.now()
    defaults = {"asked_at": now, "confirmed_at": now, "told_until": now, "frequency": "daily", "consent_version": "x"}
    choices = {"pages": choices or {}}
    return Subscription.objects.create(email=email, email_key=email, choices=choices, **(defaults | fields))


def published(make, site_home, title: str, **fields):
    """A page first published a minute after whatever came before in the test."""
    page = make(site_home, title, **fields)
    moment = timezone.now() + timedelta(minutes=1)
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
    page.refresh_from_db()
    return page


def morning(clock, text: str) -> list[Notification]:
    """What the job of that morning owes."""
    clock.now = local(text)
    before = set(Notification.objects.values_list("pk", flat=True))
    send_alerts()
    run_ready()
    return list(Notification.objects.exclude(pk__in=before).order_by("pk"))


def test_a_mail_in_the_morning_with_what_was_published_since(clock, site_home):
    subscriber()
    published(factories.guide, site_home, "Đi chợ không túi ni lông", summary="Mang làn theo.")
    clock.forward(hours=1)
    article = published(factories.article, site_home, "Chợ nhận làn")
    [owed] = morning(clock, "2026-12-03 07:00")
    assert owed.kind == KIND
    assert owed.subject == "2 tin mới: Chợ nhận làn…"
    assert owed.body.index("Chợ nhận làn") < owed.body.index("Đi chợ không túi ni lông")
    assert "Mang làn theo." in owed.body
    assert f"http://127.0.0.1:8000{article.url}" in owed.body
    assert len(mail.outbox) == 1
    assert morning(clock, "2026-12-04 07:00") == []


def test_nothing_new_is_no_mail_and_what_was_there_before_is_not_new(clock, site_home):
    published(factories.guide, site_home, "Bài cũ")
    clock.forward(minutes=1)
    subscriber()
    assert morning(clock, "2026-12-03 07:00") == []
    assert Subscription.objects.get().told_until == local("2026-12-03 07:00")


def test_drafts_and_private_pages_are_never_told(clock, site_home):
    subscriber()
    published(factories.guide, site_home, "Bản nháp", live=False)
    private = published(factories.article, site_home, "Trang riêng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert morning(clock, "2026-12-03 07:00") == []


def test_a_page_withdrawn_before_sending_is_not_told_and_neither_when_it_returns(clock, site_home):
    subscriber()
    guide = published(factories.guide, site_home, "Bài rút lại")
    published(factories.guide, site_home, "Bài còn lại")
    guide.unpublish()
    [owed] = morning(clock, "2026-12-03 07:00")
    assert "Bài rút lại" not in owed.body + owed.html + owed.subject
    clock.now = local("2026-12-03 10:00")
    guide.refresh_from_db()
    guide.save_revision().publish()
    assert morning(clock, "2026-12-04 07:00") == []


def test_a_page_of_no_kind_is_not_news(clock, site_home):
    subscriber()
    published(factories.standard_page, site_home, "Quyền riêng tư")
    assert morning(clock, "2026-12-03 07:00") == []


def test_each_is_told_of_what_they_chose(clock, site_home):
    bags = published(factories.guide, site_home, "Túi")
    published(factories.article, site_home, "Chè")
    clock.forward(minutes=-1)
    topic = factories.topic("Túi ni lông", bags)
    chosen = {"a": {"chu-de": [str(topic.pk)]}, "b": {"loai": ["tin-bai"]}, "c": {},
              "d": {"chu-de": [str(topic.pk)], "loai": ["tin-bai"]}, "e": {"chu-de": ["999999"]}}  # fmt: skip
    for name, choices in chosen.items():
        subscriber(f"{name}@example.vn", choices)
    owed = {row.recipient[0]: row.subject for row in morning(clock, "2026-12-03 07:00")}
    assert owed == {"a": "Túi", "b": "Chè", "c": "2 tin mới: Chè…"}


def test_who_did_not_confirm_is_told_nothing(clock, site_home):
    subscriber(confirmed_at=None, told_until=None)
    published(factories.guide, site_home, "Bài mới")
    assert morning(clock, "2026-12-03 07:00") == []


def test_an_english_reader_gets_english_words_and_addresses(clock, site_home):
    subscriber(language="en")
    guide = published(factories.guide, site_home, "Bài mới")
    [owed] = morning(clock, "2026-12-03 07:00")
    assert '<html lang="en">' in owed.html
    assert f"/en{guide.url}" in owed.body
    assert "/en/theo-doi/thu/" in owed.body


def test_sample_data_is_marked(clock, site_home):
    subscriber()
    published(factories.article, site_home, "Bài mẫu", is_sample=True)
    [owed] = morning(clock, "2026-12-03 07:00")
    assert "Bài mẫu (Dữ liệu mẫu)" in owed.body
    assert "Dữ liệu mẫu" in owed.html


def test_a_mail_stays_short(clock, site_home, monkeypatch):
    monkeypatch.setattr(digests, "SHOWN", 2)
    topic = factories.topic("Chợ")
    subscriber()
    subscriber("mot@example.vn", {"chu-de": [str(topic.pk)]})
    for number in range(5):
        factories.topic("Chợ", published(factories.guide, site_home, f"Bài {number}"))
    everything, one = morning(clock, "2026-12-03 07:00")
    assert "Và 3 tin nữa: http://127.0.0.1:8000/chu-de/\n" in everything.body
    assert f"Và 3 tin nữa: http://127.0.0.1:8000{topic.get_absolute_url()}\n" in one.body
    assert "Bài 0" not in everything.body


# --- When -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "daily", "weekly"),
    [
        ("2026-12-07 06:59", "2026-12-06 07:00", "2026-11-30 07:00"),  # a Monday
        ("2026-12-07 07:00", "2026-12-07 07:00", "2026-12-07 07:00"),
        ("2026-12-08 03:00", "2026-12-07 07:00", "2026-12-07 07:00"),
        ("2026-12-13 23:59", "2026-12-13 07:00", "2026-12-07 07:00"),  # a Sunday
        ("2027-01-01 00:00", "2026-12-31 07:00", "2026-12-28 07:00"),
    ],
)
def test_seven_in_the_morning_in_vietnam(now, daily, weekly):
    assert period_end("daily", local(now)) == local(daily)
    assert period_end("weekly", local(now)) == local(weekly)


def test_once_a_week_is_monday(clock, site_home):
    subscriber(frequency="weekly")
    published(factories.guide, site_home, "Bài thứ Tư")
    for day in range(3, 7):
        assert morning(clock, f"2026-12-{day:02} 07:00") == []
    clock.now = local("2026-12-07 06:59")
    published(factories.guide, site_home, "Bài sáng thứ Hai")
    [owed] = morning(clock, "2026-12-07 07:00")
    assert owed.subject.startswith("2 tin mới")
    clock.now = local("2026-12-07 07:01")
    published(factories.guide, site_home, "Bài sau giờ gửi")
    assert morning(clock, "2026-12-13 07:00") == []
    [owed] = morning(clock, "2026-12-14 07:00")
    assert owed.subject == "Bài sau giờ gửi"


def test_a_monday_without_a_server_is_made_up_on_tuesday(clock, site_home):
    subscriber(frequency="weekly")
    published(factories.guide, site_home, "Bài thứ Tư")
    [owed] = morning(clock, "2026-12-08 11:00")
    assert owed.subject == "Bài thứ Tư"


def test_the_schedule_runs_it_once_a_day(clock, site_home):
    from home.jobs.schedule import tick

    clock.now = local("2026-12-03 07:00")
    assert "home.send_alerts" in tick()
    assert "home.send_alerts" not in tick()
    assert ScheduledRun.objects.filter(name="home.send_alerts").count() == 1


# --- Once -------------------------------------------------------------------------------------------------------------


def test_a_job_that_runs_twice_or_crashed_half_way_tells_each_once(clock, site_home, monkeypatch):
    people = [subscriber(f"{name}@example.vn") for name in "abc"]
    published(factories.guide, site_home, "Bài mới")
    clock.now = local("2026-12-03 07:00")
    batch = [person.pk for person in people], clock.now.isoformat()
    tell, told = digests.tell, []

    def crash(key, *rest):
        if len(told) == 1:
            raise OSError("power")
        told.append(key)
        tell(key, *rest)

    monkeypatch.setattr(digests, "tell", crash)
    with pytest.raises(OSError, match="power"):
        send_batch.call(*batch)
    monkeypatch.setattr(digests, "tell", tell)
    send_batch.call(*batch)
    send_batch.call(*batch)
    assert sorted(row.recipient[0] for row in Notification.objects.all()) == ["a", "b", "c"]


def test_a_worker_that_was_slower_sends_nothing(clock, site_home):
    """Both have read who is due; the second comes to the row when the first is done."""
    person = subscriber()
    published(factories.guide, site_home, "Bài mới")
    until = local("2026-12-03 07:00")
    items = digests.news(person.choices, person.told_until, until)
    assert items
    for _worker in range(2):
        digests.tell(person.pk, items, "/", until)
    assert Notification.objects.count() == 1


def test_many_people_who_want_the_same_cost_one_look(clock, site_home, django_assert_max_num_queries):
    published(factories.guide, site_home, "Bài cũ")
    clock.forward(minutes=1)
    people = [subscriber(f"{number}@example.vn") for number in range(150)]
    until = local("2026-12-03 07:00")
    with django_assert_max_num_queries(25):
        send_batch.call([person.pk for person in people], until.isoformat())


# --- Corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_is_told_once(clock, site_home):
    article = published(factories.article, site_home, "Chợ nhận làn")
    clock.forward(hours=1)
    subscriber()
    clock.forward(minutes=1)
    said = ("correction", {"date": timezone.localdate(), "text": "Chợ họp ngày chẵn."})
    article.corrections = [said]
    article.save_revision().publish()
    [owed] = morning(clock, "2026-12-03 07:00")
    assert owed.subject == "Đính chính: Chợ nhận làn"
    assert "Đính chính: Chợ họp ngày chẵn." in owed.body
    clock.now = local("2026-12-03 10:00")
    article.refresh_from_db()
    article.summary = "Sửa lỗi chính tả."
    article.save_revision().publish()
    assert CorrectionNotice.objects.count() == 1
    assert morning(clock, "2026-12-04 07:00") == []


def test_a_new_page_with_a_correction_stands_once(clock, site_home):
    subscriber()
    article = published(factories.article, site_home, "Chợ nhận làn")
    clock.forward(minutes=5)
    article.corrections = [("correction", {"date": timezone.localdate(), "text": "Chợ họp ngày chẵn."})]
    article.save_revision().publish()
    [owed] = morning(clock, "2026-12-03 07:00")
    assert owed.subject == "Chợ nhận làn"
    assert owed.body.count(article.url) == 1


# --- The mail as programs read it -------------------------------------------------------------------------------------


def test_the_headers_offer_the_way_out_in_one_click(clock, client, site_home):
    subscriber()
    published(factories.guide, site_home, "Bớt túi ni lông ở chợ Đồng Hỷ, Phú Lương và những nơi khác nữa trong tỉnh")
    [owed] = morning(clock, "2026-12-03 07:00")
    read = message_from_bytes(compose(owed).message().as_bytes(), policy=policy.default)
    assert read["Subject"].strip() == "Bớt túi ni lông ở chợ Đồng Hỷ, Phú Lương và những nơi khác nữa trong tỉnh"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["List-Id"] == "<theo-doi.127.0.0.1>"
    assert read["Precedence"] == "bulk"
    assert read["Auto-Submitted"] == "auto-generated"
    address = read["List-Unsubscribe"].strip()
    assert address.startswith("<http://127.0.0.1:8000/theo-doi/thu/")
    assert address.endswith("/roi/>")
    assert address.strip("<>") in owed.body
    path = address.strip("<>").removeprefix("http://127.0.0.1:8000")
    response = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert not Subscription.objects.exists()


def test_the_words_and_tokens_of_sent_mail_are_erased_within_days_and_the_rows_later(clock, site_home):
    subscriber()
    published(factories.guide, site_home, "Bài mới")
    [owed] = morning(clock, "2026-12-03 07:00")
    erasure.erase_due(clock.now + timedelta(days=6))
    owed.refresh_from_db()
    assert owed.headers["List-Unsubscribe"]
    erasure.erase_due(clock.now + timedelta(days=8))
    owed.refresh_from_db()
    assert (owed.recipient, owed.body, owed.headers) == ("", "", {})
    erasure.erase_due(clock.now + timedelta(days=61))
    assert not Notification.objects.exists()


def test_the_last_mails_link_lives_and_those_long_before_it_do_not_pile_up(clock, site_home):
    person = subscriber()
    for month in ("01", "04", "07"):
        clock.now = local(f"2027-{month}-05 09:00")
        published(factories.guide, site_home, f"Bài tháng {month}")
        morning(clock, f"2027-{month}-06 07:00")
    assert PrivateLink.objects.filter(object_id=str(person.pk)).count() == 1


# --- Refused addresses ------------------------------------------------------------------------------------------------


@pytest.fixture
def server(monkeypatch):
    answers: list[Exception | None] = []

    def send(self, fail_silently=False):
        answer = answers.pop(0) if answers else None
        if answer is not None:
            raise answer
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    return answers


GONE = smtplib.SMTPRecipientsRefused({"lan@example.vn": (550, b"No such user")})
SPAM = smtplib.SMTPDataError(554, b"Looks like spam")


@pytest.mark.parametrize(
    ("answers", "stays"),
    [
        ([GONE, GONE, GONE], False),
        ([GONE, GONE, None, GONE, GONE], True),
        ([SPAM, SPAM, SPAM, SPAM], True),  # it is the mail that is refused, not the address
    ],
)
def test_an_address_refused_three_times_in_a_row_is_forgotten(clock, site_home, server, caplog, answers, stays):
    person = subscriber()
    for number, answer in enumerate(answers):
        server.append(answer)
        clock.now = local(f"2026-12-{3 + number:02} 06:00")
        published(factories.guide, site_home, f"Bài {number}")
        morning(clock, f"2026-12-{3 + number:02} 07:00")
    assert Subscription.objects.exists() == stays
    assert (f"Subscription {person.pk} ended" in caplog.text) == (not stays)
    assert "lan@example.vn" not in caplog.text
