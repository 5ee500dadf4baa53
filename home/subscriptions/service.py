"""The verbs of mail alerts: ask, confirm, change, leave. No other code writes a subscription.

Nobody learns from the site who is subscribed: whoever asks gets the same answer, and only the mail says the rest.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation

from home.limits import Limit
from home.links import issue, targets
from home.models import Frequency, Subscription
from home.notify import forget, notify
from home.text import normalise

CONFIRM = "alerts-confirm"
MANAGE = "alerts"
CONSENT_VERSION = "2026-11"  # of the sentence in home/subscriptions/forms.py
CONFIRM_WITHIN = timedelta(days=3)
# The last mail's link has to work until the next one, which may be a year away; those before it need not.
LINK_LIVES = timedelta(days=400)
OLDER_LINKS_LIVE = timedelta(days=60)
SAME_POST = timedelta(minutes=1)
# Somebody who types another person's address again and again must not fill that person's mailbox.
MAILS = Limit("alerts-mail", times=3, within=timedelta(days=1))


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be told of, as typed and checked."""

    language: str = "vi"
    frequency: str = Frequency.WEEKLY
    choices: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def email_key(address: str) -> str:
    """The form in which two spellings of an address are the same."""
    return normalise(address).casefold()


def ask(email: str, wish: Wish) -> None:
    """Somebody typed this address: a mail goes there, and only the click in it begins anything."""
    with transaction.atomic():
        subscription, is_new = Subscription.objects.select_for_update().get_or_create(
            email_key=email_key(email),
            defaults={
                "email": normalise(email),
                "consent_version": CONSENT_VERSION,
                "asked_at": timezone.now(),
                **vars(wish),
            },
        )
        if subscription.confirmed_at is not None:
            _mail_within_limit(subscription, "alerts_again", MANAGE)
            return
        posted_twice = not is_new and timezone.now() - subscription.asked_at < SAME_POST
        if not is_new:
            subscription.asked_at = timezone.now()
            _write(subscription, wish, "asked_at")
        if not posted_twice:
            _mail_within_limit(subscription, "alerts_confirm", CONFIRM)


def confirm(subscription: Subscription) -> str:
    """The click in the mail: the address is this person's. Answers the address of the page where it can be changed."""
    now = timezone.now()
    unconfirmed = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    unconfirmed.update(confirmed_at=now, told_until=now)
    return path_to("alerts_manage", subscription.language, new_link(subscription, MANAGE))


def change(subscription: Subscription, wish: Wish) -> None:
    _write(subscription, wish)


def leave(subscriptions: models.QuerySet[Subscription]) -> int:
    """Forget these people: address, choices, links, what is still owed to them and what was sent."""
    with transaction.atomic():
        forget(subscriptions)
        targets(subscriptions).delete()
        return subscriptions.delete()[0]


def new_link(subscription: Subscription, purpose: str) -> str:
    until = timezone.now() + (CONFIRM_WITHIN if purpose == CONFIRM else LINK_LIVES)
    return issue(purpose, subscription, until=until)


def drop_old_links(subscriptions: models.QuerySet[Subscription], now: datetime) -> None:
    """After new ones were mailed."""
    targets(subscriptions).filter(purpose=MANAGE, created_at__lt=now - OLDER_LINKS_LIVE).delete()


def path_to(name: str, language: str, *arguments: str) -> str:
    with translation.override(language):
        return reverse(name, args=arguments)


def absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _write(subscription: Subscription, wish: Wish, *further: str) -> None:
    subscription.language, subscription.frequency = wish.language, wish.frequency
    subscription.choices = wish.choices
    subscription.save(update_fields=["language", "frequency", "choices", *further])


def _mail_within_limit(subscription: Subscription, kind: str, purpose: str) -> None:
    hit = MAILS.take(subscription.email_key)
    if hit is None:
        return
    name = "alerts_confirm" if purpose == CONFIRM else "alerts_manage"
    token = new_link(subscription, purpose)
    context = {"private_url": absolute(path_to(name, subscription.language, token)), "days": CONFIRM_WITHIN.days}
    notify(kind, subscription.email, context, f"{kind}/{hit.pk}", subscription.language, subscription)
