"""robots.txt and sitemap.xml."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
    locations = [Location(page.get_url(request) or "", page.last_published_at) for page in pages]
    locations = [location for location in [*locations, *sitemap_locations()] if location.url]
    return render(
        request,
        "home/sitemap.xml",
        {"locations": locations, "base": settings.WAGTAILADMIN_BASE_URL},
        content_type="application/xml",
    )
