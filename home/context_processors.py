"""What base.html needs on every page, in as few queries as it takes."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from home.delivery.remembered import remembered
from home.languages import in_language, language_switch, page_url
from home.models import FooterItem, HeaderItem, SiteSettings
from home.models.settings import Announcement, NavigationItem
from home.visibility import public_pages


def site(request: HttpRequest) -> dict:
    """Names fixed by templates/base.html. Lazy: the admin's templates never ask for them."""
    site_settings = SimpleLazyObject(lambda: SiteSettings.of_request(request))
    navigation = SimpleLazyObject(lambda: _navigation(request))
    return {
        "site_settings": site_settings,
        "site_words": SimpleLazyObject(lambda: site_settings.words),
        "announcement": SimpleLazyObject(lambda: _announcement(site_settings)),
        "nav": SimpleLazyObject(lambda: navigation["header"]),
        "footer_links": SimpleLazyObject(lambda: navigation["footer"]),
        "language_switch": SimpleLazyObject(lambda: language_switch(request)),
        "untranslated": getattr(request, "untranslated", False),
        "behind": getattr(request, "behind", None),
        "canonical_url": SimpleLazyObject(lambda: _canonical(request)),
        "alternates": SimpleLazyObject(lambda: _alternates(request)),
        "LANGUAGE_CODE": get_language(),
    }


def _canonical(request: HttpRequest) -> str:
    """The one address search engines should keep: no query, and Vietnamese where nothing is translated."""
    path = in_language(request.path, "vi") if getattr(request, "untranslated", False) else request.path
    return settings.WAGTAILADMIN_BASE_URL + path


def _alternates(request: HttpRequest) -> list[dict]:
    """hreflang addresses, only where both languages truly stand."""
    urls: dict[str, str] = getattr(request, "translated_urls", {})
    if len(urls) < 2:
        return []
    return [{"code": code, "url": settings.WAGTAILADMIN_BASE_URL + url} for code, url in urls.items()]


def _announcement(site_settings: SiteSettings) -> Announcement | None:
    if not site_settings.announcement_due:
        return None
    page = _public_page(site_settings.announcement_page_id)
    return Announcement(site_settings.words["announcement_text"], page_url(page) if page else None)


@remembered
def _public_page(pk: int | None) -> Page | None:
    return public_pages(Page.objects.filter(pk=pk)).first() if pk else None


def _navigation(request: HttpRequest) -> dict[str, list[dict]]:
    return {"header": _marked(HeaderItem, request.path), "footer": _marked(FooterItem, request.path)}


def _marked(items: type[NavigationItem], path: str) -> list[dict]:
    """The links of one place, the one that leads here marked."""
    return [
        {"label": label, "url": url, "current": _is_here(url, path)} for label, url in _links(items, get_language())
    ]


@remembered
def _links(items: type[NavigationItem], language: str) -> list[tuple[str, str]]:
    """Labels and addresses, for who reads this language, of the items that lead somewhere public."""
    is_public = Exists(public_pages(Page.objects.filter(pk=OuterRef("page"))))
    found = (
        items.objects.filter(navigation__site__is_default_site=True)
        .select_related("page__locale")
        .annotate(is_public=is_public)
    )
    links = []
    for item in found.order_by("sort_order"):
        url = item.path() if item.route or item.is_public else None
        if url:
            links.append((item.text(), url))
    return links


def _is_here(url: str, path: str) -> bool:
    """This very page, or a section that the page stands in; the home page is nobody's section."""
    return path == url or (path.startswith(url) and url not in ("/", "/en/"))
