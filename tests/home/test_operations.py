"""The admin's lists of mail, jobs and daily runs: seen by those who may, changed by nobody, tried again on a POST."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from home.jobs import schedule
from home.models import ScheduledRun
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


@pytest.mark.parametrize("name", LISTS)
def test_a_record_can_be_looked_into(name, cast, client, failed_mail, failed_job):
    schedule.tick()
    records = {"thu-bao": failed_mail, "viec-nen": failed_job, "viec-hang-ngay": ScheduledRun.objects.first()}
    client.force_login(cast.administrator)
    assert client.get(address(name, "inspect", records[name].pk)).status_code == 200
