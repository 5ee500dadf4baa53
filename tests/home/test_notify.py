"""Mail: owed with its cause, sent once a key, tried again while the server is away, refused in plain words."""

import smtplib
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from home.models import JobKey, Notification
from home.notify import notify, send_again
from home.notify.delivery import compose
from home.notify.service import recover
from tests import factories
from tests.home.sample_jobs import run_ready, stop_clock

pytestmark = pytest.mark.django_db
Status = Notification.Status


@pytest.fixture
def clock():
    with stop_clock() as clock:
        yield clock


@pytest.fixture
def server(monkeypatch):
    """A mail server whose answers the test decides: an exception, or None to take the mail."""
    answers: list[Exception | None] = []
    tried: list = []

    def send(self, fail_silently=False):
        tried.append(self)
        answer = answers.pop(0) if answers else None
        if answer is not None:
            raise answer
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    server = type("Server", (), {"answers": answers, "tried": tried})
    return server


def owe(key: str = "check/1", to: str = "lan@example.vn", **fields) -> Notification:
    return notify("mail_check", to, {"name": "Lan"}, key, **fields)


def test_a_mail_is_recorded_and_sent_by_the_worker():
    notification = owe()
    assert notification.status == Status.QUEUED
    assert mail.outbox == []
    run_ready()
    notification.refresh_from_db()
    assert (notification.status, notification.attempts, notification.last_error) == (Status.SENT, 1, "")
    assert notification.sent_at is not None
    [sent] = mail.outbox
    assert sent.to == ["lan@example.vn"]
    assert sent.subject == notification.subject == "Thư thử từ Thái Nguyên Xanh"
    assert sent.body == notification.body
    assert sent.alternatives[0].content == notification.html
    assert sent.extra_headers["Message-ID"] == f"<{notification.uid}@localhost>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_rollback_owes_and_sends_nothing():
    with pytest.raises(RuntimeError), transaction.atomic():
        owe()
        raise RuntimeError
    run_ready()
    assert not Notification.objects.exists()
    assert mail.outbox == []


def test_one_mail_a_key():
    first = owe("expired/12")
    second = owe("expired/12", to="khac@example.vn")
    assert second == first
    run_ready()
    assert owe("expired/12") == first
    run_ready()
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_is_needed(key):
    with pytest.raises(ValueError, match="dedupe key"):
        owe(key)


def test_a_mail_remembers_what_it_is_about():
    store = factories.store()
    assert Notification.objects.get(pk=owe(about=store).pk).about == store
    assert owe("check/2").about is None


def test_the_words_are_the_receivers_and_the_callers_language_stays():
    with translation.override("en"):
        notification = owe(language="vi")
        assert translation.get_language() == "en"
    assert notification.subject.startswith("Thư thử")
    assert '<html lang="vi">' in notification.html


def test_the_text_is_plain_and_the_html_is_escaped():
    notification = notify("mail_check", "lan@example.vn", {"name": "Lan & <b>Hoa</b>"}, "check/1")
    assert "Lan & <b>Hoa</b>" in notification.body
    assert "Lan &amp; &lt;b&gt;Hoa&lt;/b&gt;" in notification.html


def test_no_header_can_be_slipped_in():
    evil = "Thư\r\nBcc: everybody@example.vn\r\n\r\nhello"
    notification = notify("mail_check", "lan@example.vn", {"site_name": evil, "name": evil}, "check/1")
    assert "\n" not in notification.subject
    parsed = message_from_bytes(compose(notification).message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed["To"] == "lan@example.vn"
    assert compose(notification).recipients() == ["lan@example.vn"]


@pytest.mark.parametrize(
    "address", ["", "lan", "lan@example.vn\r\nBcc: x@example.vn", "a@example.vn, b@example.vn", "Lan <lan@example.vn>"]
)
def test_what_is_no_address_fails_at_once_and_does_not_stop_the_caller(address):
    notification = owe(to=address)
    run_ready()
    notification.refresh_from_db()
    assert notification.status == Status.FAILED
    assert notification.last_error == "Địa chỉ thư điện tử không hợp lệ."
    assert "\n" not in notification.recipient
    assert mail.outbox == []


def test_every_attempt_is_the_same_mail(server, clock):
    server.answers[:] = [ConnectionRefusedError(111, "Connection refused"), None]
    owe()
    run_ready()
    clock.forward(hours=1)
    run_ready()
    first, second = ({k: v for k, v in m.message().items() if k != "Content-Type"} for m in server.tried)
    assert first == second


@pytest.mark.parametrize(
    "answer",
    [
        ConnectionRefusedError(111, "Connection refused"),
        TimeoutError("timed out"),
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        smtplib.SMTPRecipientsRefused({"lan@example.vn": (450, b"4.2.0 greylisted")}),
        smtplib.SMTPDataError(451, b"4.3.0 try later"),
        smtplib.SMTPAuthenticationError(535, b"5.7.8 bad password"),
        smtplib.SMTPSenderRefused(550, b"5.7.1 sender not verified", "khong-tra-loi@localhost"),
        smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_what_may_pass_is_tried_again(server, clock, answer):
    server.answers.append(answer)
    notification = owe()
    run_ready()
    notification.refresh_from_db()
    assert (notification.status, notification.attempts) == (Status.QUEUED, 1)
    assert type(answer).__name__ in notification.last_error
    clock.forward(minutes=2)
    run_ready()
    notification.refresh_from_db()
    assert (notification.status, notification.attempts, notification.last_error) == (Status.SENT, 2, "")


@pytest.mark.parametrize(
    "answer",
    [
        smtplib.SMTPRecipientsRefused({"lan@example.vn": (550, b"5.1.1 no such user")}),
        smtplib.SMTPDataError(554, b"5.1.1 no such user"),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_what_the_server_will_never_take_fails_at_once_with_its_reason(server, clock, answer, caplog):
    server.answers.append(answer)
    notification = owe()
    run_ready()
    clock.forward(days=1)
    run_ready()
    notification.refresh_from_db()
    assert notification.status == Status.FAILED
    assert "5.1.1 no such user" in notification.last_error
    assert len(server.tried) == 1
    assert "refused for good" in caplog.text
    assert "lan@example.vn" not in caplog.text


def test_a_mail_server_may_be_away_for_two_days(server, clock):
    server.answers.extend([ConnectionRefusedError("down")] * 15)
    notification = owe()
    for _ in range(60):
        run_ready()
        clock.forward(hours=1)
    notification.refresh_from_db()
    assert notification.status == Status.SENT


def test_after_three_days_it_is_given_up_and_staff_may_send_it_again(server, clock):
    server.answers.extend([ConnectionRefusedError("down")] * 21)
    notification = owe()
    for _ in range(100):
        run_ready()
        recover()
        clock.forward(hours=1)
    notification.refresh_from_db()
    assert (notification.status, notification.attempts) == (Status.FAILED, 21)
    assert "ConnectionRefusedError" in notification.last_error
    assert send_again(notification) is True
    assert send_again(notification) is False
    run_ready()
    notification.refresh_from_db()
    assert notification.status == Status.SENT
    assert send_again(notification) is False


def test_the_queue_holds_no_addresses(server, clock, caplog):
    server.answers.append(smtplib.SMTPRecipientsRefused({"lan@example.vn": (450, b"<lan@example.vn> greylisted")}))
    owe()
    run_ready()
    row = DBTaskResult.objects.get()
    assert "lan@" not in row.traceback + str(row.args_kwargs) + caplog.text


def test_a_mail_whose_job_vanished_is_queued_again():
    owe()
    DBTaskResult.objects.all().delete()
    assert recover() == 1
    assert recover() == 0
    run_ready()
    assert len(mail.outbox) == 1
    assert recover() == 0


def test_mail_under_way_is_not_queued_again():
    owe()
    DBTaskResult.objects.update(status="RUNNING")
    Notification.objects.update(status=Status.SENDING)
    assert recover() == 0
    assert JobKey.objects.count() == DBTaskResult.objects.count() == 1


def test_a_mail_whose_job_killed_every_worker_is_marked_failed():
    notification = owe()
    DBTaskResult.objects.update(status="FAILED")
    Notification.objects.update(status=Status.SENDING)
    assert recover() == 0
    notification.refresh_from_db()
    assert notification.status == Status.FAILED
    assert notification.last_error


def test_looking_for_lost_mail_costs_one_query(django_assert_num_queries):
    for number in range(20):
        owe(f"check/{number}")
    with django_assert_num_queries(1):
        recover()


def test_a_late_failure_does_not_undo_a_mail_that_another_worker_sent():
    """The first worker was taken for dead while its mail server was silent."""
    from home.notify import jobs

    owe()
    late = jobs._begin(Notification.objects.get().pk)
    later = jobs._begin(late.pk)
    jobs._end(later, Status.SENT, "")
    jobs._end(late, Status.QUEUED, "TimeoutError: timed out")
    assert Notification.objects.get().status == Status.SENT


def test_a_sent_mail_is_not_sent_again_by_a_second_job():
    notification = owe()
    run_ready()
    from home.notify.jobs import send_mail

    send_mail.enqueue(notification.pk)
    run_ready()
    assert len(mail.outbox) == 1


def test_a_silent_server_holds_the_worker_for_a_minute_at_most(settings):
    notification = owe()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = None
    assert compose(notification).connection.timeout == 60
    settings.EMAIL_TIMEOUT = 10
    assert compose(notification).connection.timeout == 10
