"""What is new, by month: also the archive of everything, by year and kind."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from home.delivery.decorators import cached_page
from home.facets import kind_facet, topic_facet
from home.listing import Facet, Listing
from home.news import news

TIME = ("thang", "nam")  # in sight on a phone, too; the other ways to narrow are folded
MONTHS_SHOWN = 12  # before a year is chosen


@require_safe
@cached_page(params=("chu-de", "loai", "nam", "thang", "trang"))
def whats_new(request: HttpRequest) -> HttpResponse:
    facets = [month_facet(request.GET), year_facet(), kind_facet(), topic_facet()]
    listing = Listing(news(), facets, request.GET)
    rows = list(listing.page.object_list.specific())
    context = {
        "rows": rows,
        "noindex": not rows,
        "time_groups": [group for group in listing.groups if group.param in TIME],
        "other_groups": [group for group in listing.groups if group.param not in TIME],
        "is_narrowed": any(param not in TIME for param in listing.chosen),
    }
    response = render(request, "home/news.html", context | listing.context())
    response.canonical_query = listing.canonical
    return response


def year_facet() -> Facet:
    return Facet("nam", _("Năm"), "year", str, order=lambda year: -year)


def month_facet(params: QueryDict) -> Facet:
    """The months of the year that is asked for, else the last twelve; only those in which something was new."""
    asked = params.get("nam") or params.get("thang", "")[:4]
    today = timezone.localdate()
    newest = today.year * 12 + today.month

    def label(month: int) -> str | None:
        year, number = divmod(month, 100)
        offered = str(year) == asked if asked else newest - (year * 12 + number) < MONTHS_SHOWN
        return f"{number:02}/{year}" if offered else None

    return Facet(
        "thang",
        _("Tháng"),
        "month",
        label,
        slug_of=lambda month: f"{month // 100}-{month % 100:02}",
        order=lambda month: -month,
    )
