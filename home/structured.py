"""schema.org data for search engines, as `application/ld+json`: constant for a page, so the page cache may keep it."""

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

if TYPE_CHECKING:
    from home.models.agencies import Agency

_BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
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


def site_address() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def organisation_data(site) -> dict:
    """Who runs the site, from its settings (home.models.SiteSettings)."""
    data = {
        "@type": "GovernmentOrganization",
        "@id": f"{site_address()}/#co-quan",
        "name": site.name,
        "description": " ".join(line for line in (site.owner_line, site.operator_line) if line),
        "url": f"{site_address()}/",
        "logo": site_address() + static("img/icon-512.png"),
        "email": site.email,
        "telephone": site.hotline,
        "address": site.address,
        "sameAs": [url for url in (site.facebook_url, site.zalo_url, site.youtube_url) if url],
    }
    return {name: value for name, value in data.items() if value}


def website_data(site, language: str) -> dict:
    """The site and how to search it."""
    template = f"{site_address()}{reverse('search')}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "name": site.name,
        "url": site_address() + reverse("wagtail_serve", args=[""]),
        "inLanguage": language,
        "publisher": {"@id": f"{site_address()}/#co-quan"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_data(steps: Iterable[tuple[str, str]]) -> dict:
    """The way here: names and addresses from the home page down; the page itself needs no address."""
    items = []
    for position, (name, url) in enumerate(steps, start=1):
        item = {"@type": "ListItem", "position": position, "name": name}
        items.append(item | {"item": urljoin(f"{site_address()}/", url)} if url else item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def faq_data(body) -> dict | None:
    """The questions that fold open on the page, word for word; None where what folds open is something else."""
    folded = [list(block.value["items"]) for block in body if block.block_type == "accordion"]
    asked = [item for items in folded if all(is_question(item["title"]) for item in items) for item in items]
    if not asked:
        return None
    questions = [
        {
            "@type": "Question",
            "name": item["title"],
            "acceptedAnswer": {"@type": "Answer", "text": plain(item["text"].source)},
        }
        for item in asked
    ]
    return {"@type": "FAQPage", "mainEntity": questions}


def plain(html: str) -> str:
    """The words of a rich text, a paragraph or an item a line.

    >>> plain("<p>Mượn <b>làn</b>.</p><ul><li>ở cổng &amp; quầy</li></ul>")
    'Mượn làn.\\nở cổng & quầy'
    """
    return unescape(strip_tags(_BLOCK_END.sub("\n", html))).strip()


def is_question(title: str) -> bool:
    """
    >>> is_question("Hàng ướt đựng vào đâu?"), is_question("Phụ lục 1")
    (True, False)
    """
    return title.rstrip().endswith("?")


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


def agency_data(agency: "Agency") -> dict:
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


# "15 phút", "2 giờ", "1 ngày" as schema.org wants them; anything vaguer stays the reader's.
_DURATION = re.compile(r"(?:khoảng )?(\d+) (phút|giờ|ngày)$")
_UNITS = {"phút": "PT{}M", "giờ": "PT{}H", "ngày": "P{}D"}


def iso_duration(text: str) -> str:
    """
    >>> iso_duration("Khoảng 15 phút"), iso_duration("Vài buổi")
    ('PT15M', '')
    """
    found = _DURATION.match(text.strip().lower())
    return _UNITS[found[2]].format(found[1]) if found else ""
