"""All communes and wards, and the page of each of them, of today and of before."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from home.delivery.decorators import cached_page
from home.units.family import family
from stores import reference
from stores.units.cards import unit_card, units_card
from stores.units.index import answer, by_district, by_letter
from stores.units.links import unit_url
from stores.units.page import page_context
from stores.units.structured import unit_data

BY_DISTRICT = "huyen-cu"


@require_safe
@cached_page(params=("q", "theo"))
def units(request: HttpRequest) -> HttpResponse:
    """Grouped by letter, or by former district (`?theo=huyen-cu`); `?q=` asks for a name from any time."""
    grouped = request.GET.get("theo") == BY_DISTRICT
    found = answer(request.GET.get("q", ""))
    sections = by_district() if grouped else by_letter()
    context = {
        "sections": sections,
        "by_district": grouped,
        "total": len({line.unit.pk for section in sections for line in section.lines}),
        "schemes": reference.schemes(),
        "answer": found,
        "noindex": bool(found) or grouped,
        "share_card": units_card(),
    }
    _in_both_languages(request, "stores:units")
    response = render(request, "stores/units/index.html", context)
    canonical = QueryDict(mutable=True)
    if found:
        canonical["q"] = found.query
    if grouped:
        canonical["theo"] = BY_DISTRICT
    response.canonical_query = canonical.urlencode()
    return response


@require_safe
@cached_page()
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit of today, a former commune or a former district: each answers, and says what it is."""
    found = family().by_slug(slug)
    if found is None:
        raise Http404
    is_former_commune = not found.is_current and found.level == found.Level.COMMUNE
    context = page_context(found)
    heads = {
        "share_card": unit_card(found),
        "noindex": is_former_commune,
        "structured_data": "" if is_former_commune else unit_data(found),
    }
    if context["only"]:
        heads["todays_address"] = settings.WAGTAILADMIN_BASE_URL + unit_url(context["only"])
    _in_both_languages(request, "stores:unit", slug)
    return render(request, "stores/units/unit.html", context | heads)


def _in_both_languages(request: HttpRequest, name: str, *arguments: str) -> None:
    """These pages are made of names, numbers and our own words: they stand in English as well."""
    urls = {}
    for code, _label in settings.LANGUAGES:
        with override(code):
            urls[code] = reverse(name, args=arguments)
    request.translated_urls = urls
