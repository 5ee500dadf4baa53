"""Sending: at seven in the morning whoever is due gets one mail with what is new, or none.

What has been told is a moment on each subscription, moved in the transaction that owes the mail: whatever crashes, runs twice
or runs at once, no page is told twice and none is forgotten. A day on which the server was off is made up by the next.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from home.jobs import job
from home.jobs.schedule import daily
from home.models import Frequency, Notification, Subscription
from home.notify import notify
from home.notify.delivery import Refused
from home.registry import AlertItem, alert_sources
from home.subscriptions.service import MANAGE, absolute, drop_old_links, leave, new_link, path_to

logger = logging.getLogger("home.subscriptions")
KIND = "alerts_digest"
SEND_AT = time(7, 0)
MONDAY = 0
SHOWN = 20
BATCH = 200
REFUSALS = 3  # in a row, and the address is no longer written to


@daily(at=f"{SEND_AT:%H:%M}", name="home.send_alerts")
def send_alerts() -> int:
    """Queue a job for each batch of those who are due. Answers to how many."""
    count = 0
    for frequency in Frequency.values:
        until = period_end(frequency, timezone.now())
        keys = list(due(until).filter(frequency=frequency).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            send_batch.enqueue(keys[start : start + BATCH], until.isoformat())
        count += len(keys)
    return count


def period_end(frequency: str, now: datetime) -> datetime:
    """The last seven o'clock, of a Monday for those who want one mail a week."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= SEND_AT else local.date() - timedelta(days=1)
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return timezone.make_aware(datetime.combine(day, SEND_AT))


def due(until: datetime):
    return Subscription.objects.filter(confirmed_at__isnull=False, told_until__lt=until)


@job()
def send_batch(keys: list[int], until: str) -> None:
    """Tell these people. Whoever wants the same is looked up once."""
    moment = datetime.fromisoformat(until)
    rows = due(moment).filter(pk__in=keys)
    for language, choices, members in alike(rows):
        with translation.override(language):
            items = news(choices, min(member.told_until for member in members), moment)
            more = absolute(more_url(choices))
        for member in members:
            if untold(items, member.told_until):
                tell(member.pk, items, more, moment)
        due(moment).filter(pk__in=[member.pk for member in members]).update(told_until=moment)
    drop_old_links(Subscription.objects.filter(pk__in=keys), timezone.now())


def alike(rows) -> Iterator[tuple[str, dict, list[Subscription]]]:
    """Subscriptions that get the same news."""
    groups: dict[tuple[str, str], list[Subscription]] = defaultdict(list)
    for row in rows:
        groups[row.language, json.dumps(row.choices, sort_keys=True)].append(row)
    for (language, choices), members in groups.items():
        yield language, json.loads(choices), members


def news(choices: dict, since: datetime, until: datetime) -> list[AlertItem]:
    sources = [source for source in alert_sources() if source.name in choices]
    return [item for source in sources for item in source.news(choices[source.name], since, until)]


def more_url(choices: dict) -> str:
    return next((source.more_url(choices[source.name]) for source in alert_sources() if source.name in choices), "/")


def untold(items: list[AlertItem], since: datetime) -> list[AlertItem]:
    """What became public after `since`; a page that is new stands once, corrected or not."""
    recent = [item for item in items if item.at > since]
    new = {item.url for item in recent if not item.correction}
    return [item for item in recent if not item.correction or item.url not in new]


def tell(key: int, items: list[AlertItem], more: str, until: datetime) -> None:
    """One mail with what this person has not been told, unless another worker was faster."""
    with transaction.atomic():
        subscription = due(until).select_for_update().filter(pk=key).first()
        if subscription is None:
            return
        _owe(subscription, untold(items, subscription.told_until), more, until)
        subscription.told_until = until
        subscription.save(update_fields=["told_until"])


def _owe(subscription: Subscription, items: list[AlertItem], more: str, until: datetime) -> None:
    token = new_link(subscription, MANAGE)
    leave_url = absolute(path_to("alerts_leave", subscription.language, token))
    context = {
        "items": items[:SHOWN],
        "first": items[0],
        "total": len(items),
        "further": max(0, len(items) - SHOWN),
        "more_url": more,
        "manage_url": absolute(path_to("alerts_manage", subscription.language, token)),
        "leave_url": leave_url,
        "frequency": subscription.frequency,
    }
    key = f"{KIND}/{subscription.pk}/{until:%Y-%m-%dT%H%z}"
    notify(KIND, subscription.email, context, key, subscription.language, subscription, headers(leave_url))


def headers(leave_url: str) -> dict[str, str]:
    """What mail programs need for their own "unsubscribe" (RFC 8058, RFC 2919), and out-of-office robots to keep still."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return {
        "List-Unsubscribe": f"<{leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<theo-doi.{host}>",
        "Precedence": "bulk",
    }


def mail_settled(notification: Notification, refusal: Refused | None, **kwargs) -> None:
    """An address that is refused three times in a row is forgotten; one that is taken again is forgiven."""
    if notification.kind != KIND or (refusal is not None and not refusal.receiver):
        return
    rows = Subscription.objects.filter(pk=notification.object_id or None)
    if refusal is None:
        rows.exclude(refusals=0).update(refusals=0)
        return
    with transaction.atomic():
        subscription = rows.select_for_update().first()
        if subscription is None:
            return
        subscription.refusals += 1
        subscription.save(update_fields=["refusals"])
        if subscription.refusals >= REFUSALS:
            leave(rows)
            logger.warning("Subscription %s ended: its address was refused %s times", subscription.pk, REFUSALS)
