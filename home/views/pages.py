"""Serving Wagtail's pages: in the language asked for, else in Vietnamese and marked so; accented addresses redirect."""

from contextlib import suppress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from home.delivery.decorators import cached_page
from home.delivery.remembered import remembered
from home.languages import in_language, translation, tree_in_language
from home.models import Translation
from home.text import slugify


@require_safe
@cached_page(params=("chu-de", "loai", "luc", "nam", "ngon-ngu", "thang", "trang"))
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    site = site_of(request.get_host().partition(":")[0], request.get_port())
    if site is None:
        raise Http404
    request._wagtail_site = site  # where Wagtail looks first
    root = site.root_page
    route = find_route(tree_in_language(root), path)
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
    request.behind = behind_its_source(route.page)
    response = wagtail_serve(request, path)
    response.canonical_query = getattr(request, "canonical_query", "")  # set by the pages that are lists
    return response


@remembered
def site_of(hostname: str, port: str) -> Site | None:
    """The site that Wagtail finds for this host; its default site for an unknown one."""
    with suppress(Site.DoesNotExist):
        return get_site_for_hostname(hostname, port)
    return None


def find_route(root: Page, path: str) -> RouteResult | None:
    """The live page at this path below `root`, by its stored address: one query at any depth.

    None of our page types routes below itself; one that did would have to be asked here.
    """
    url_path = f"{root.url_path}{path}"
    model = page_type_at(url_path)
    # Not the public door: Wagtail's serve asks for the password or the login of a restricted page.
    page = model.objects.live().filter(url_path=url_path).select_related("locale").first() if model else None
    return RouteResult(page) if page else None


@remembered
def page_type_at(url_path: str) -> type[Page] | None:
    found = Page.objects.live().filter(url_path=url_path).only("content_type").first()
    return found.specific_class if found else None


def folded_path(path: str) -> str:
    """The ASCII form that our slugs have, keeping the slashes."""
    if path.isascii():
        return path
    return "".join(f"{slugify(part)}/" for part in path.split("/") if part)


def behind_its_source(page: Page) -> Translation | None:
    """What to tell readers of a translation whose source has changed since."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    facts = Translation.objects.filter(page_id=page.pk).select_related("source__locale").first()
    return facts if facts and facts.is_behind else None


def translated_urls(page: Page) -> dict[str, str]:
    """Address per language of this page's public translations, its own included."""
    pages = {code: translation(page, code) for code, _label in settings.LANGUAGES}
    return {code: page.url for code, page in pages.items() if page and page.url}
