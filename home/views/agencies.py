"""Agencies: those that have published something, and what each of them has."""

from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.agencies import agencies_with_pages, of_agency
from home.delivery.decorators import cached_page
from home.facets import kind_facet, topic_facet
from home.languages import pages_in_language
from home.listing import Listing
from home.models import Agency
from home.news import of_kinds, publication_day
from home.structured import agency_data, ld_json
from home.views.news import year_facet


@require_safe
@cached_page()
def agencies(request: HttpRequest) -> HttpResponse:
    found = agencies_with_pages(get_language())
    return render(request, "home/agencies.html", {"agencies": found, "noindex": not found})


@require_safe
@cached_page(params=("chu-de", "loai", "nam", "trang"))
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public that one agency answers for, the newest first; one that was merged says who came after it."""
    found = get_object_or_404(Agency.objects.select_related("successor"), slug=slug)
    pages = of_kinds(pages_in_language()).filter(of_agency(found.pk)).annotate(day=publication_day())
    rows = pages.annotate(year=ExtractYear("day")).order_by("-day", "-first_published_at", "-pk")
    listing = Listing(rows, [kind_facet(), topic_facet(), year_facet()], request.GET)
    shown = list(listing.page.object_list.specific())
    context = {
        "agency": found,
        "predecessors": list(found.predecessors.all()),
        "rows": shown,
        "noindex": not shown,
        "structured_data": ld_json(agency_data(found)),
    }
    response = render(request, "home/agency.html", context | listing.context())
    response.canonical_query = listing.canonical
    return response
