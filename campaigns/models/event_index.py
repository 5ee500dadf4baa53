"""The section of events and how it is narrowed."""

from django.db import models
from django.db.models import Case, F, Min, Q, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models.event import EventPage
from campaigns.models.event_states import EventKind
from home.delivery.decorators import fresh_at_most
from home.languages import children_in_language
from home.listing import Facet, Listing
from home.models import BasePage
from home.visibility import public_pages


class EventIndexPage(BasePage):
    """All events: the next ones first, then those that were, the latest first."""

    template = "campaigns/event_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục sự kiện")
        verbose_name_plural = _("mục sự kiện")

    def events(self) -> models.QuerySet[EventPage]:
        past = Case(When(ends__lte=timezone.now(), then=Value(True)), default=Value(False))
        month = ExtractYear("starts") * 100 + ExtractMonth("starts")
        events = children_in_language(self, EventPage).annotate(is_past=past, month=month)
        soonest = Case(When(is_past=False, then=F("starts")))
        return events.select_related("unit", "listing_image").order_by("is_past", soonest, "-starts", "pk")

    def listing(self, request: HttpRequest) -> Listing:
        kinds = list(EventKind)
        facets = [
            Facet("luc", _("Thời gian"), "is_past", _when_label, slug_of=_when_slug, order=bool),
            Facet("loai", _("Loại sự kiện"), "kind", lambda kind: EventKind(kind).label, order=kinds.index),
            Facet("thang", _("Tháng"), "month", _month_label, slug_of=_month_slug, order=int),
        ]
        return Listing(self.events(), facets, request.GET, page_size=12)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = self.listing(request)
        request.canonical_query = listing.canonical
        now = timezone.now()
        turns = self.events().aggregate(
            starts=Min("starts", filter=Q(starts__gt=now)), ends=Min("ends", filter=Q(ends__gt=now))
        )
        for moment in turns.values():
            fresh_at_most(request, moment)
        return super().get_context(request, *args, **kwargs) | listing.context()


def _when_label(is_past: object) -> str:
    return _("Đã qua") if is_past else _("Sắp tới")


def _month_label(month: int) -> str:
    """202612 is "12/2026"."""
    return f"{month % 100:02}/{month // 100}"


def _month_slug(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"


def _when_slug(is_past: object) -> str:
    return "da-qua" if is_past else "sap-toi"


def public_events() -> models.QuerySet[Page]:
    """Of the first language: a translation is the same event."""
    return public_pages(EventPage.objects.filter(locale__language_code="vi")).select_related("unit", "agency")
