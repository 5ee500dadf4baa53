"""The job that sends one mail."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskContext

from home.jobs import job
from home.models import Notification
from home.notify.delivery import Refused, deliver
from home.notify.signals import settled

logger = logging.getLogger("home.notify")
Status = Notification.Status


class NotSent(Exception):
    """Tells the queue to try again. Holds no address: the queue's records are not the place for personal data."""


@job(retries=20, backoff=timedelta(minutes=1), longest_backoff=timedelta(hours=6), takes_context=True)
def send_mail(context: TaskContext, notification_id: int) -> None:
    """Send it, unless that is settled. A mail server may be down for two days and a half without a loss."""
    notification = _begin(notification_id)
    if notification is None:
        return
    try:
        deliver(notification)
    except Refused as refusal:
        _end(notification, Status.FAILED, str(refusal))
        logger.error("Notification %s refused for good", notification_id)
        settled.send_robust(Notification, notification=notification, refusal=refusal)
    except Exception as error:
        last = context.attempt >= send_mail.attempts
        _end(notification, Status.FAILED if last else Status.QUEUED, f"{type(error).__name__}: {error}")
        raise NotSent(f"Notification {notification_id}: {type(error).__name__}; details are in its record.") from None
    else:
        _end(notification, Status.SENT, "")
        settled.send_robust(Notification, notification=notification, refusal=None)


def _begin(notification_id: int) -> Notification | None:
    """Mark it as being sent before anything leaves, so a crash is seen for what it was."""
    with transaction.atomic():
        unfinished = Notification.objects.unfinished().select_for_update()
        notification = unfinished.filter(pk=notification_id).first()
        if notification is not None:
            notification.status = Status.SENDING
            notification.attempts += 1
            notification.save(update_fields=["status", "attempts"])
    return notification


def _end(notification: Notification, status: Status, error: str) -> None:
    """A mail that left is sent, whoever says so. A failure counts only while no later attempt has begun."""
    record = Notification.objects.filter(pk=notification.pk)
    if status == Status.SENT:
        record.update(status=status, last_error="", sent_at=timezone.now())
    else:
        record.filter(status=Status.SENDING, attempts=notification.attempts).update(
            status=status, last_error=error[:1000]
        )
