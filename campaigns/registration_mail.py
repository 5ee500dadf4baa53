"""What people who registered for an event are sent; campaigns/registrations.py says when."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from campaigns.models import Attendance, EventPage, Registration
from home.languages import in_language
from home.limits import Limit
from home.links import issue
from home.notify import notify

PURPOSE = "event-registration"
# Somebody who types another person's address again and again must not fill that person's mailbox.
MAIL_AGAIN = Limit("event-mail-again", times=3, within=timedelta(days=1))


def send_link_again(registration: Registration) -> None:
    hit = MAIL_AGAIN.take(str(registration.event_id), registration.email_key)
    if hit is not None:
        send(registration, "event_again", f"event_again/{hit.pk}")


def send(registration: Registration, kind: str, occasion: str) -> None:
    """Each mail carries a link of its own, since nobody can read an earlier one's token again."""
    event = registration.event
    until = event.ends + timedelta(days=settings.EVENT_RETENTION_DAYS)
    token = issue(PURPOSE, registration, until=max(until, timezone.now() + timedelta(days=1)))
    context = {
        "registration": registration,
        "event": event,
        "is_confirmed": registration.state == Attendance.CONFIRMED,
        "is_waiting": registration.state == Attendance.WAITING,
        "private_url": _address("event_registration", registration.language, token),
        "calendar_url": _address("event_calendar", registration.language, event.slug),
        "event_url": _base() + in_language(event.get_url_parts()[2], registration.language),
    }
    notify(kind, registration.email, context, f"{occasion}/{registration.pk}", registration.language, registration)


def _address(name: str, language: str, *arguments: str) -> str:
    with translation.override(language):
        return _base() + reverse(name, args=arguments)


def _base() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def facts(event: EventPage) -> dict[str, object]:
    """What somebody has to know to come."""
    return {
        "starts": event.starts.isoformat(),
        "ends": event.ends.isoformat(),
        "where": event.where,
        "online": event.online_link,
        "called_off": event.called_off,
    }
