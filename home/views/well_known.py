"""What machines ask for at fixed addresses: robots.txt, sitemap.xml, favicon.ico, security.txt."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.query import PageQuerySet

from home.registry import Location, sitemap_locations
from home.visibility import public_pages

SECURITY_TXT_HOLDS = timedelta(days=180)  # RFC 9116 advises less than a year


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


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark for everything that looks for it at the root instead of reading the page."""
    response = HttpResponse(_favicon(), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=604800"
    return response


@lru_cache(maxsize=1)
def _favicon() -> bytes:
    return (Path(settings.ROOT) / "static" / "img" / "favicon.ico").read_bytes()


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a hole (RFC 9116). Without a contact there is no such file, rather than an empty promise."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    ends = datetime.combine(timezone.now().date() + SECURITY_TXT_HOLDS, time.min, tzinfo=UTC)
    lines = [
        f"Contact: {_contact_uri(settings.SECURITY_CONTACT)}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _contact_uri(contact: str) -> str:
    """
    >>> _contact_uri("an-toan@example.org"), _contact_uri("https://example.org/bao-loi")
    ('mailto:an-toan@example.org', 'https://example.org/bao-loi')
    """
    return contact if ":" in contact else f"mailto:{contact}"


def _by_translation(request: HttpRequest, pages: PageQuerySet) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """The addresses of each page in all its languages; empty for what stands in one only."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        found[page.translation_key].append((page.locale.language_code, page.get_url(request) or ""))
    return {key: tuple(urls) if len(urls) > 1 else () for key, urls in found.items()}
