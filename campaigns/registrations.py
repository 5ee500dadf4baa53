"""The verbs by which people register for an event. No other code writes a registration's state.

Each verb locks the event's row, so seats are counted by one at a time; what it changes, the mail it owes and the job that
looks after it are one transaction. A seat is held from the moment of registering until the deadline in the mail; whoever
comes when all are held waits, and moves up in the order of coming when a seat is freed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.events.people import Person
from campaigns.models import Attendance, EventDesk, EventPage, Registration
from campaigns.models.registration import ACTIVE
from campaigns.registration_mail import facts, send, send_link_again
from home.delivery.generation import changed
from home.jobs import job

CONSENT_VERSION = "2026-11"  # of the sentence in campaigns/events/forms.py


class RegistrationError(Exception):
    """The verb does not fit the present state; the message is for the person who tried."""


# --- What people do ----------------------------------------------------------------------------------------------------


def register(event: EventPage, person: Person) -> Registration:
    """Take a seat, or a place in the waiting list. An address that is registered already gets its link again."""
    with _at_the_desk(event) as desk_event:
        _refuse_closed(desk_event)
        _lapse_overdue(desk_event)
        known = desk_event.registrations.active().filter(email_key=person.key).first()
        if known is not None:
            send_link_again(known)
            return known
        EventDesk.objects.get_or_create(event=desk_event, defaults={"told": facts(desk_event)})
        registration = _enter(desk_event, person)
        kind = "event_confirm" if registration.state == Attendance.PENDING else "event_waiting"
        send(registration, kind, kind)
        return registration


def confirm(registration: Registration) -> Registration:
    """The click in the mail: the address is this person's."""
    with _at_the_desk(registration.event) as event:
        registration = _fresh(registration, event)
        if _is_overdue(registration):
            _write(registration, Attendance.LAPSED)
        elif registration.state == Attendance.PENDING:
            registration.address_proved_at = timezone.now()
            _write(registration, Attendance.CONFIRMED)
            send(registration, "event_confirmed", "event_confirmed")
        elif registration.state == Attendance.WAITING:
            registration.address_proved_at = registration.address_proved_at or timezone.now()
            _write(registration, Attendance.WAITING)
    if registration.state not in ACTIVE:
        raise RegistrationError(_("Đăng ký này đã hủy hoặc đã hết hạn. Bạn có thể đăng ký lại ở trang sự kiện."))
    return registration


def cancel(registration: Registration) -> Registration:
    """Give the seat to the next one; twice is once."""
    with _at_the_desk(registration.event) as event:
        registration = _fresh(registration, event)
        if event.starts <= timezone.now():
            raise RegistrationError(_("Sự kiện đã bắt đầu nên không hủy đăng ký được nữa."))
        if registration.state in ACTIVE:
            _write(registration, Attendance.CANCELLED)
    return registration


# --- What happens by itself -----------------------------------------------------------------------------------------------


@job()
def lapse_at_deadline(registration_id: int) -> None:
    """Runs when a registration's deadline has come; a deadline that moved has a job of its own."""
    registration = Registration.objects.filter(pk=registration_id).select_related("event").first()
    if registration is not None:
        lapse(registration)


def lapse(registration: Registration) -> None:
    """Nobody clicked in time: the seat is free again."""
    with _at_the_desk(registration.event) as event:
        registration = _fresh(registration, event)
        if _is_overdue(registration):
            _write(registration, Attendance.LAPSED)


def lapse_all_overdue() -> int:
    """The net under the single jobs. Answers in how many events something had lapsed."""
    overdue = Registration.objects.active().filter(confirm_by__lte=timezone.now())
    events = EventPage.objects.filter(pk__in=overdue.values("event"))
    for event in events:
        with _at_the_desk(event) as desk_event:
            _lapse_overdue(desk_event)
    return len(events)


def remind_all(now: datetime | None = None) -> int:
    """A mail on the day before to everybody who has a seat. Answers to how many."""
    now = now or timezone.now()
    tomorrow_ends = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    events = EventPage.objects.live().filter(called_off=False, starts__gt=now, starts__lt=tomorrow_ends)
    coming = Registration.objects.confirmed().filter(event__in=events, erased_at=None).select_related("event")
    for registration in coming:
        with transaction.atomic():
            send(registration, "event_reminder", f"event_reminder/{registration.event.starts:%Y%m%d%H%M}")
    return len(coming)


def tell_changes(event: EventPage) -> int:
    """After publishing: more seats move people up, another time or place is told. Answers how many were told."""
    with _at_the_desk(event) as desk_event:
        desk = EventDesk.objects.filter(event=desk_event).first()
        present = facts(desk_event)
        if desk is None or desk.told == present:
            return 0
        desk.told = present
        desk.save(update_fields=["told"])
        if desk_event.ends <= timezone.now():
            return 0
        people = list(desk_event.registrations.active().filter(erased_at=None))
        kind = "event_called_off" if desk_event.called_off else "event_changed"
        for registration in people:
            registration.event = desk_event
            send(registration, kind, f"{kind}/{timezone.now():%Y%m%d%H%M%S%f}")
    return len(people)


# --- At the desk ----------------------------------------------------------------------------------------------------------


@contextmanager
def _at_the_desk(event: EventPage) -> Iterator[EventPage]:
    """One at a time for each event. Whatever was done, free seats go to those who wait, and the page says what is true."""
    with transaction.atomic():
        locked = EventPage.objects.select_for_update().get(pk=event.original.pk)
        was_free = locked.has_free_seats
        yield locked
        _move_up(locked)
        if locked.has_free_seats != was_free:
            changed()


def _move_up(event: EventPage) -> None:
    if event.called_off or event.starts <= timezone.now():
        return
    waiting = event.registrations.waiting().order_by("pk")
    free = None if event.seats is None else max(0, event.seats - event.registrations.holding().count())
    for registration in waiting if free is None else waiting[:free]:
        registration.event = event
        if registration.address_proved_at:
            _write(registration, Attendance.CONFIRMED)
        else:
            _give_time(registration)
            _write(registration, Attendance.PENDING)
        send(registration, "event_promoted", "event_promoted")


def _enter(event: EventPage, person: Person) -> Registration:
    registration = Registration(
        event=event,
        name=person.name,
        email=person.email,
        email_key=person.key,
        phone=person.phone,
        organisation=person.organisation,
        note=person.note,
        language=person.language,
        consented_at=timezone.now(),
        consent_version=CONSENT_VERSION,
        state=Attendance.PENDING if event.has_free_seats else Attendance.WAITING,
    )
    registration.confirm_by = _deadline(event)
    registration.save()
    lapse_at_deadline.using(run_after=registration.confirm_by).enqueue(registration.pk)
    return registration


def _give_time(registration: Registration) -> None:
    registration.confirm_by = _deadline(registration.event)
    lapse_at_deadline.using(run_after=registration.confirm_by).enqueue(registration.pk)


def _deadline(event: EventPage) -> datetime:
    return min(timezone.now() + timedelta(hours=settings.EVENT_CONFIRM_HOURS), event.starts)


def _write(registration: Registration, state: Attendance) -> None:
    """A proven address needs no deadline any more."""
    registration.state = state
    if registration.address_proved_at or state not in ACTIVE:
        registration.confirm_by = None
    registration.save(update_fields=["state", "address_proved_at", "confirm_by", "changed_at"])


def _is_overdue(registration: Registration) -> bool:
    deadline = registration.confirm_by
    return registration.state in ACTIVE and deadline is not None and deadline <= timezone.now()


def _lapse_overdue(event: EventPage) -> None:
    """And those who wait move up at once, before the next one is let in."""
    overdue = list(event.registrations.active().filter(confirm_by__lte=timezone.now()))
    for registration in overdue:
        _write(registration, Attendance.LAPSED)
    if overdue:
        _move_up(event)


def _fresh(registration: Registration, event: EventPage) -> Registration:
    """As it stands now that the event is locked."""
    found = event.registrations.get(pk=registration.pk)
    found.event = event
    return found


def _refuse_closed(event: EventPage) -> None:
    if event.called_off:
        raise RegistrationError(_("Sự kiện này đã hủy nên không nhận đăng ký."))
    if not event.accepts_registrations:
        raise RegistrationError(_("Đã hết giờ đăng ký cho sự kiện này. Bạn vẫn có thể hỏi người tổ chức."))
