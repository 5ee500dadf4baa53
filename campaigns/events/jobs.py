"""What happens around events without anybody asking."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from campaigns import registrations
from campaigns.models import EventDesk, EventPage, Registration, RegistrationMode
from campaigns.registration_mail import facts
from home.jobs.schedule import daily
from home.links import targets
from home.models import Notification
from home.notify.service import erase_mail


@daily(at="07:30", name="campaigns.remind_of_events")
def remind_of_events() -> int:
    return registrations.remind_all()


@daily(at="01:30", name="campaigns.lapse_registrations")
def lapse_registrations() -> int:
    return registrations.lapse_all_overdue()


def retention() -> timedelta:
    return timedelta(days=settings.EVENT_RETENTION_DAYS)


def erase_people(rows) -> int:
    """Forget who came, their links and what was mailed to them; how many came stays."""
    about = [str(pk) for pk in rows.values_list("pk", flat=True)]
    registration_type = ContentType.objects.get_for_model(Registration)
    erase_mail(Notification.objects.erasable().filter(content_type=registration_type, object_id__in=about))
    targets(rows).delete()
    return rows.update(name="", email="", email_key="", phone="", organisation="", note="", erased_at=timezone.now())


def event_published(instance: EventPage, **kwargs) -> None:
    """Who registered hears of another time or place; an event with registration has its line in the counts."""
    if instance.registration_mode == RegistrationMode.OPEN and instance.original.pk == instance.pk:
        EventDesk.objects.get_or_create(event_id=instance.pk, defaults={"told": facts(instance)})
    registrations.tell_changes(instance)
