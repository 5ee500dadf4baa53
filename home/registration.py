"""What the foundation itself offers: its mail's recovery and how long its own rows keep personal data."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.signals import page_published

from home.agencies import agencies_with_pages
from home.cards.card import Card, register_cards
from home.cards.topics import TOPICS, topic_card_of
from home.delivery.generation import ignores
from home.erasure import register_erasure
from home.feedback.service import forget_texts
from home.jobs.recovery import register_recovery
from home.limits import KEPT
from home.models import (
    LimitHit,
    Notification,
    PageFeedback,
    PrivateLink,
    ScheduledRun,
    SearchTally,
    Subscription,
    Topic,
)
from home.models.pages import PAGES
from home.notify.service import erase_mail, recover
from home.notify.signals import settled
from home.registry import Location, register_alerts, register_sitemap
from home.search.tallies import SHOWN_FROM
from home.subscriptions import digests, pages
from home.subscriptions.service import CONFIRM_WITHIN, leave
from home.units import jobs, references  # noqa: F401 - registers the daily job
from home.visibility import public_pages


def notification_retention() -> timedelta:
    return timedelta(days=getattr(settings, "NOTIFICATION_RETENTION_DAYS", 180))


def page_card(key: str) -> Card | None:
    page = public_pages(Page.objects.filter(pk=key)).first() if key.isdecimal() else None
    return getattr(page.specific, "share_card", None) if page else None


def sitemap_topics() -> Iterator[Location]:
    yield Location(reverse("topics"))
    for topic in Topic.objects.filter(page_links__page__in=public_pages()).distinct():
        yield Location(topic.get_absolute_url())


def sitemap_news() -> Iterator[Location]:
    yield Location(reverse("news"))
    yield Location(reverse("feeds:hub"))


def sitemap_agencies() -> Iterator[Location]:
    found = agencies_with_pages(settings.LANGUAGE_CODE)
    if found:
        yield Location(reverse("agencies"))
    for agency, _number in found:
        yield Location(agency.get_absolute_url())


ignores("home.searchtally")
register_recovery("notify", recover)
register_sitemap("topics", sitemap_topics)
register_sitemap("news", sitemap_news)
register_sitemap("agencies", sitemap_agencies)
register_cards(PAGES, page_card)
register_cards(TOPICS, topic_card_of)
register_erasure(
    Notification,
    after=notification_retention,
    what=erase_mail,
    since=Coalesce("sent_at", "created_at"),
    where=Q(status__in=[Notification.Status.SENT, Notification.Status.FAILED], erased_at=None),
)
# Results are for looking up what went wrong last week; failures for asking why, months later.
register_erasure(
    DBTaskResult,
    after=timedelta(days=14),
    since="finished_at",
    where=Q(status=TaskResultStatus.SUCCESSFUL),
)
register_erasure(
    DBTaskResult,
    after=timedelta(days=180),
    since="finished_at",
    where=Q(status=TaskResultStatus.FAILED),
)
register_erasure(ScheduledRun, after=timedelta(days=400), since="queued_at")
register_erasure(LimitHit, after=KEPT, since="at")
register_erasure(PrivateLink, after=timedelta(days=30), since="expires_at")
register_erasure(SearchTally, after=timedelta(days=400), since="month")
# What was asked once or twice in a month may be about one person.
register_erasure(SearchTally, after=timedelta(days=62), since="month", where=Q(times__lt=SHOWN_FROM))

# --- Mail alerts ------------------------------------------------------------------------------------------------------
register_alerts(pages.SOURCE)
ignores("home.subscription", "home.correctionnotice")
register_erasure(Subscription, after=CONFIRM_WITHIN, what=leave, since="asked_at", where=Q(confirmed_at=None))
# Thousands of copies of what the site says anyway, each with a private link: read within days, or never.
_alerts = Q(kind=digests.KIND, status__in=[Notification.Status.SENT, Notification.Status.FAILED])
register_erasure(Notification, after=timedelta(days=7), what=erase_mail, where=_alerts & Q(erased_at=None))
register_erasure(Notification, after=timedelta(days=60), where=_alerts)
page_published.connect(pages.note_corrections, dispatch_uid="alerts-corrections")
settled.connect(digests.mail_settled, dispatch_uid="alerts-refusals")

# --- What readers say of a page ---------------------------------------------------------------------------------------
ignores("home.pagefeedback")
register_erasure(PageFeedback, after=timedelta(days=730), what=forget_texts, since="day", where=~Q(text=""))

# --- Changes of communes and wards ------------------------------------------------------------------------------------
ignores("home.unitchange", "home.unitchangepart", "home.unitevent")
references.connect()
