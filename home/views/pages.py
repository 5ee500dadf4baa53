"""Serving Wagtail's pages: in the language asked for, else in Vietnamese and marked so; accented addresses redirect."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from home.delivery.decorators import cached_page
from home.languages import in_language
from home.text import slugify
from home.visibility import public_pages


@require_safe
@cached_page(params=("loai", "nam", "trang"))
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    root = site.root_page
    route = find_route(root if get_language() == settings.LANGUAGE_CODE else root.localized, path)
    if route is None and (folded := folded_path(path)) != path:
        # The accented or decomposed form of an address: one right URL, found again by the redirect.
        return HttpResponsePermanentRedirect(in_language(f"/{folded}", get_language()))
    if route is None and get_language() != settings.LANGUAGE_CODE:
        route = find_route(root, path)
    if route is None:
        raise Http404
    request._wagtail_route_for_request = route  # Wagtail's serve takes it from here, hooks and restrictions included
    request.untranslated = route.page.locale.language_code != get_language()
    request.translated_urls = translated_urls(route.page)
    response = wagtail_serve(request, path)
    response.canonical_query = getattr(request, "canonical_query", "")  # set by the pages that are lists
    return response


def find_route(root: Page, path: str) -> RouteResult | None:
    """The live page at this path below `root`, by its stored address: one query at any depth.

    None of our page types routes below itself; one that did would have to be asked here.
    """
    # Not the public door: Wagtail's serve asks for the password or the login of a restricted page.
    found = Page.objects.live().filter(url_path=f"{root.url_path}{path}").select_related("locale").first()
    if found is None:
        return None
    page = found.specific
    page.locale = found.locale
    return RouteResult(page)


def folded_path(path: str) -> str:
    """The ASCII form that our slugs have, keeping the slashes."""
    if path.isascii():
        return path
    return "".join(f"{slugify(part)}/" for part in path.split("/") if part)


def translated_urls(page: Page) -> dict[str, str]:
    """Address per language of this page's public translations, its own included."""
    pages = [page, *public_pages(page.get_translations()).select_related("locale")]
    return {translation.locale.language_code: translation.url for translation in pages if translation.url}
