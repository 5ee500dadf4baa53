"""What agencies have published: pages of every kind name the agency that answers for them, each in its own table."""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from home.delivery.remembered import remembered
from home.languages import pages_in_language
from home.models import Agency
from home.news import of_kinds
from home.registry import page_kinds


def of_agency(agency: object) -> Q:
    """Pages for which this agency (or its key) answers. To be laid over public pages."""
    owned = (kind.model._default_manager.filter(agency=agency).order_by().values("pk") for kind in page_kinds())
    return reduce(or_, (Q(pk__in=pages) for pages in owned), Q(pk__in=[]))


def counts_by_agency(pages: QuerySet) -> Counter:
    """By the agency's key, how many of these pages it answers for; one query for all kinds."""
    shown = pages.order_by().values("pk")
    first, *others = (
        kind.model._default_manager.filter(pk__in=shown, agency__isnull=False).order_by().values_list("agency")
        for kind in page_kinds()
    )
    return Counter(key for (key,) in first.union(*others, all=True))


@remembered
def agencies_with_pages(language: str) -> list[tuple[Agency, int]]:
    """In the order of their names; `language` is that of the reader."""
    counts = counts_by_agency(of_kinds(pages_in_language()))
    return [(agency, counts[agency.pk]) for agency in Agency.objects.filter(pk__in=list(counts))]
