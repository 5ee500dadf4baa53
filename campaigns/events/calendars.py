"""Events as iCalendar: what phones and offices put into their calendars. Moments are UTC, which every client knows."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from campaigns.models import EventPage

FETCH_AGAIN = timedelta(hours=12)


def calendar_of(name: str, events: Iterable[EventPage]) -> bytes:
    """The same bytes for the same events. Nothing in it that only registered people may know."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", FETCH_AGAIN, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(entry_of(event))
    return calendar.to_ical()


def entry_of(event: EventPage) -> Event:
    """A change keeps the UID and has a higher SEQUENCE, so calendars replace what they had."""
    entry = Event()
    entry.add("uid", f"{event.translation_key}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}")
    entry.add("sequence", event.live_revision_id or 0)
    entry.add("dtstamp", (event.last_published_at or event.starts).astimezone(UTC))
    entry.add("dtstart", event.starts.astimezone(UTC))
    entry.add("dtend", event.ends.astimezone(UTC))
    entry.add("summary", _title(event))
    entry.add("status", "CANCELLED" if event.called_off else "CONFIRMED")
    entry.add("categories", [event.kind_label])
    entry.add("url", event.absolute_url)
    if words := "\n".join(part for part in (event.change_note, event.summary, event.absolute_url) if part):
        entry.add("description", words)
    if event.where:
        entry.add("location", event.where)
    if event.lat is not None and event.lng is not None:
        entry.add("geo", (event.lat, event.lng))
    return entry


def _title(event: EventPage) -> str:
    return f"[{_('Dữ liệu mẫu')}] {event.title}" if event.is_sample else event.title
