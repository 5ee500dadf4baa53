"""When a page is new, and when it is news again, as a reader understands both."""

from datetime import timedelta

from django.db.models import Case, DateField, F, QuerySet, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, TruncDate

from home.facets import kinds_by_content_type
from home.languages import pages_in_language
from home.registry import page_kinds

# Whoever publishes again so long after the first time has looked at the page anew; before that, mistakes are mended.
SETTLED = timedelta(days=30)


def publication_day() -> Coalesce:
    """The day that the page states itself (an article), else that of its first publication."""
    stated = [F(kind.dated_by) for kind in page_kinds() if kind.dated_by]
    return Coalesce(*stated, TruncDate("first_published_at"), TruncDate("last_published_at"), output_field=DateField())


def of_kinds(pages: QuerySet) -> QuerySet:
    """Those that tell something; index pages and the home page are no news."""
    return pages.filter(content_type__in=list(kinds_by_content_type()))


def news() -> QuerySet:
    """What a reader of this language finds new or renewed, the latest first.

    Each page stands once: on the `day` it was published, or `is_renewed` on the day it was published again.
    """
    renewed = When(last_published_at__gt=F("first_published_at") + SETTLED, then=True)
    pages = of_kinds(pages_in_language()).annotate(is_renewed=Case(renewed, default=False), published=publication_day())
    last = When(is_renewed=True, then=TruncDate("last_published_at"))
    pages = pages.annotate(day=Case(last, default=F("published"), output_field=DateField())).filter(day__isnull=False)
    pages = pages.annotate(year=ExtractYear("day"), month=ExtractYear("day") * 100 + ExtractMonth("day"))
    return pages.order_by("-day", "-first_published_at", "-pk")
