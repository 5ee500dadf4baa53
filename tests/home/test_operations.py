"""The admin's lists of mail, jobs and daily runs: seen by those who may, changed by nobody, tried again on a POST."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from home.jobs import schedule
from home.models import Notification, ScheduledRun
from home.notify import notify
from tests.home.sample_jobs import done, hopeless, run_ready

pytestmark = pytest.mark.django_db
LISTS = ("thu-bao", "viec-nen", "viec-hang-ngay")


def address(name: str, action: str = "index", *args) -> str:
    return reverse(f"{name}_modeladmin_{action}", args=args)


@pytest.fixture
def failed_mail():
    return notify("mail_check", "không có", {"name": "Lan"}, "check/1")


@pytest.fixture
def failed_job():
    done.clear()
    hopeless.enqueue()
    run_ready()
    return DBTaskResult.objects.failed().get()


@pytest.mark.parametrize("name", LISTS)
def test_the_administrator_sees_and_nobody_adds(name, cast, client, failed_mail, failed_job):
    schedule.tick()
    client.force_login(cast.administrator)
    assert client.get(address(name)).status_code == 200
    assert client.get(address(name, "create")).status_code in (302, 403)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["stranger", "editor", "contributor"])
def test_others_do_not_see(name, role, cast, client):
    if user := getattr(cast, role):
        client.force_login(user)
    assert client.get(address(name)).status_code == 302


def test_failures_show_their_reason_and_may_be_tried_again(cast, client, failed_mail, failed_job):
    client.force_login(cast.administrator)
    jobs = client.get(address("viec-nen") + "?status__exact=FAILED").content.decode()
    assert "GiveUp" in jobs
    assert address("viec-nen", "try_again", failed_job.pk) in jobs
    mails = client.get(address("thu-bao")).content.decode()
    assert "Địa chỉ thư điện tử không hợp lệ." in mails
    assert address("thu-bao", "try_again", failed_mail.pk) in mails


def test_a_failed_job_runs_again_after_a_post(cast, client, failed_job):
    client.force_login(cast.administrator)
    url = address("viec-nen", "try_again", failed_job.pk)
    assert "Xếp" in client.get(url).content.decode()
    run_ready()
    assert done.count("tried") == 1
    assert client.post(url).status_code == 302
    run_ready()
    assert done.count("tried") == 2


def test_a_failed_mail_is_queued_again_after_a_post(cast, client, failed_mail):
    client.force_login(cast.administrator)
    client.post(address("thu-bao", "try_again", failed_mail.pk))
    failed_mail.refresh_from_db()
    assert failed_mail.status == "queued"
    client.post(address("thu-bao", "try_again", failed_mail.pk))
    assert DBTaskResult.objects.count() == 1


def test_trying_again_needs_the_right(cast, client, failed_job):
    client.force_login(cast.editor)
    assert client.post(address("viec-nen", "try_again", failed_job.pk)).status_code == 302
    failed_job.refresh_from_db()
    assert failed_job.status == "FAILED"


SECRETS = ("lan.nguyen@example.vn", "lan.nguyen", "Nguyễn Thị Lan", "Nhắc lịch")


@pytest.fixture
def mail_to_lan():
    return Notification.objects.create(
        kind="event_reminder", recipient="lan.nguyen@example.vn", subject="Nhắc lịch tập huấn",
        body="Chào Nguyễn Thị Lan", status="failed", last_error="550 lan.nguyen@example.vn", dedupe_key="lan/1",
    )  # fmt: skip


def test_the_auditor_sees_that_mail_was_sent_and_neither_to_whom_nor_what(cast, client, mail_to_lan):
    client.force_login(cast.auditor)
    for shown in (address("thu-bao"), address("thu-bao", "inspect", mail_to_lan.pk)):
        page = client.get(shown).content.decode()
        assert "event_reminder" in page and "l…@example.vn" in page and "Không gửi được" in page
        assert not [secret for secret in SECRETS if secret in page]


@pytest.mark.parametrize("query", ["q=lan.nguyen", "q=Nhắc", "recipient__startswith=lan", "body__contains=Lan", "o=1"])
def test_the_auditor_finds_nobody_out_by_asking(cast, client, mail_to_lan, query):
    Notification.objects.create(kind="event_reminder", recipient="an@example.vn", dedupe_key="an/1")
    client.force_login(cast.auditor)
    page = client.get(f"{address('thu-bao')}?{query}").content.decode()
    shown = [mask for mask in ("l…@example.vn", "a…@example.vn") if mask in page]
    assert len(shown) == (0 if query.startswith("q=") else 2)


def test_the_administrator_sees_whom_and_what(cast, client, mail_to_lan):
    client.force_login(cast.administrator)
    listed = client.get(f"{address('thu-bao')}?q=lan.nguyen").content.decode()
    assert "lan.nguyen@example.vn" in listed and "Nhắc lịch tập huấn" in listed and "l…@" not in listed
    assert "Chào Nguyễn Thị Lan" in client.get(address("thu-bao", "inspect", mail_to_lan.pk)).content.decode()


def test_the_auditor_sees_of_a_job_neither_arguments_nor_traces(cast, client, failed_job):
    url = address("viec-nen", "inspect", failed_job.pk)
    client.force_login(cast.administrator)
    assert "no such file" in client.get(url).content.decode()
    client.force_login(cast.auditor)
    page = client.get(url).content.decode()
    assert "no such file" not in page and "GiveUp" in page


@pytest.mark.parametrize("name", LISTS)
def test_a_record_can_be_looked_into(name, cast, client, failed_mail, failed_job):
    schedule.tick()
    records = {"thu-bao": failed_mail, "viec-nen": failed_job, "viec-hang-ngay": ScheduledRun.objects.first()}
    client.force_login(cast.administrator)
    assert client.get(address(name, "inspect", records[name].pk)).status_code == 200
