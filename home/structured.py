"""schema.org data for search engines, as `application/ld+json`: constant for a page, so the page cache may keep it."""

import json

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from home.models.agencies import Agency

# What could end the element or begin another one; JSON spells them otherwise.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def ld_json(data: dict) -> SafeString:
    """The element. Whatever people typed stays text: nothing in it can end the element."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def absolute_url(page: Page) -> str:
    """For what leaves the site: calendars, search engines, mail."""
    parts = page.get_url_parts()  # none while a page has no place yet
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + (parts[2] if parts else "/")


def article_data(page: Page, kind: str = "Article") -> dict:
    """What every page that tells something has in common."""
    data = {
        "@type": kind,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "url": absolute_url(page),
        "publisher": {"@type": "GovernmentOrganization", "name": str(settings.SITE_NAME)},
    }
    if page.agency:
        data["publisher"]["name"] = page.agency.name
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.date().isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.date().isoformat()
    return data


def agency_data(agency: Agency) -> dict:
    """An office as search engines know it; a dissolved one says when it ended."""
    others = [name for name in (agency.abbreviation, *agency.names_before) if name]
    data = {
        "@type": "GovernmentOrganization",
        "name": agency.name,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + agency.get_absolute_url(),
    }
    if others:
        data["alternateName"] = others
    if agency.ended_on:
        data["dissolutionDate"] = agency.ended_on.isoformat()
    return data
