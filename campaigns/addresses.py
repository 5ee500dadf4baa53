"""Finding a public page by its address, for the files that stand beside it ("…/to-roi.pdf")."""

from datetime import UTC, datetime
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from home.languages import tree_in_language
from home.visibility import public_pages

BEGINNING = datetime(2019, 6, 28, tzinfo=UTC)  # the day of the plan: older than whatever was published here
PageType = TypeVar("PageType", bound=Page)


def public_page_at(request: HttpRequest, model: type[PageType], path: str) -> PageType:
    """The public page of this type at this path; as everywhere, the Vietnamese one where there is no translation."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    roots = [site.root_page]
    if get_language() != settings.LANGUAGE_CODE:
        roots.insert(0, tree_in_language(site.root_page))
    for root in roots:
        page = public_pages(model.objects.filter(url_path=f"{root.url_path}{path}")).first()
        if page is not None:
            return page
    raise Http404


def site_address() -> str:
    """ "https://thainguyenxanh.vn": where links of printed matter lead."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
