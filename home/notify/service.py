"""Owing a mail, and settling the debt. No other code writes a notification's status."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus

from home.models import JobKey, Notification
from home.notify.jobs import send_mail
from home.notify.rendering import render
from home.text import normalise

Status = Notification.Status
RECIPIENT_LENGTH = 254


def notify(
    kind: str,
    to: str,
    context: dict[str, Any],
    dedupe_key: str,
    language: str = "vi",
    about: models.Model | None = None,
    headers: dict[str, str] | None = None,
) -> Notification:
    """Owe `to` the mail `kind`. Record and job are part of the caller's transaction: no commit, no mail.

    One mail a `dedupe_key`: a second call answers the first one's record. The key outlives the erasure of personal
    data, so build it from what happened ("recognition-expired/12/2027-01-05"), never from an address. `headers` go out
    beside those that every mail has, and are erased with the words.
    """
    if not 0 < len(dedupe_key) <= 200:
        raise ValueError("A notification needs a dedupe key of at most 200 characters.")
    known = Notification.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        return known
    words = render(kind, context, language)
    recipient = normalise(to)[:RECIPIENT_LENGTH]
    problem = _problem_with(recipient)
    with transaction.atomic():
        notification, created = Notification.objects.get_or_create(
            dedupe_key=dedupe_key,
            defaults={
                "kind": kind,
                "language": language,
                "recipient": recipient,
                "subject": words.subject,
                "body": words.body,
                "html": words.html,
                "headers": headers or {},
                "status": Status.FAILED if problem else Status.QUEUED,
                "last_error": problem,
                **({"about": about} if about is not None else {}),
            },
        )
        if created and not problem:
            _queue(notification)
    return notification


def send_again(notification: Notification) -> bool:
    """Staff's answer to a failure. False when there is nothing to send: sent already, under way, or erased."""
    with transaction.atomic():
        failed = Notification.objects.select_for_update().filter(
            pk=notification.pk, status=Status.FAILED, erased_at__isnull=True
        )
        if not failed.update(status=Status.QUEUED):
            return False
        _queue(notification)
    return True


def erase_mail(rows: models.QuerySet[Notification]) -> int:
    """Keep that a mail was sent, forget to whom and what it said."""
    nothing = {"recipient": "", "subject": "", "body": "", "html": "", "headers": {}, "last_error": ""}
    return rows.update(**nothing, erased_at=timezone.now())


def forget(rows: models.QuerySet) -> None:
    """These people are gone: what is still owed to them is not sent, what was sent is forgotten."""
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    about = {"content_type": ContentType.objects.get_for_model(rows.model), "object_id__in": keys}
    Notification.objects.unfinished().filter(**about).delete()
    erase_mail(Notification.objects.erasable().filter(**about))


def recover() -> int:
    """Reconcile the debts with the queue: what has no job gets one, what was given up is marked failed."""
    key = Concat(Value(_key("")), Cast(OuterRef("pk"), models.CharField()))
    job = JobKey.objects.filter(key=key).values("task__status")
    queued = 0
    for notification in Notification.objects.unfinished().annotate(job=Subquery(job)).only("pk"):
        if notification.job == TaskResultStatus.FAILED:
            _mark_given_up(notification)
        elif notification.job not in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
            _queue(notification)
            queued += 1
    return queued


def _mark_given_up(notification: Notification) -> None:
    unfinished = Notification.objects.unfinished().filter(pk=notification.pk)
    unfinished.update(status=Status.FAILED, last_error=_("Tiến trình gửi thư dừng đột ngột quá nhiều lần."))


def _queue(notification: Notification) -> None:
    send_mail.enqueue_once(_key(notification.pk), notification.pk)


def _key(pk: int | str) -> str:
    return f"notification/{pk}"


def _problem_with(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return _("Địa chỉ thư điện tử không hợp lệ.")
    return ""
