"""robots.txt and sitemap.xml."""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.query import PageQuerySet

from home.registry import Location, sitemap_locations
from home.visibility import public_pages


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/",
        "Disallow: /en/tim-kiem/",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page and what the apps registered, each once, with its full address."""
    pages = public_pages().filter(depth__gt=1).order_by("path")
    languages = _by_translation(request, pages)
    locations = [
        Location(page.get_url(request) or "", page.last_published_at, languages[page.translation_key]) for page in pages
    ]
    locations = [location for location in [*locations, *sitemap_locations()] if location.url]
    return render(
        request,
        "home/sitemap.xml",
        {"locations": locations, "base": settings.WAGTAILADMIN_BASE_URL},
        content_type="application/xml",
    )


def _by_translation(request: HttpRequest, pages: PageQuerySet) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """The addresses of each page in all its languages; empty for what stands in one only."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        found[page.translation_key].append((page.locale.language_code, page.get_url(request) or ""))
    return {key: tuple(urls) if len(urls) > 1 else () for key, urls in found.items()}
