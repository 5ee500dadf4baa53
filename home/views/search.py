"""One search over pages and whatever the apps registered.

Context: query, page_obj, results (specific pages; each with `snippet`, a list of (text, is_match), and `locale`),
total, groups (home.registry.SearchGroup), suggestions (what to read when nothing was found), base_query for the pager.
"""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.languages import pages_in_language
from home.registry import search_groups
from home.search.snippets import Snippets
from home.text import normalise

PAGE_SIZE = 10
LONGEST_QUERY = 100
GROUP_SIZE = 5
SUGGESTIONS = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = normalise(request.GET.get("q", ""))[:LONGEST_QUERY].strip()
    pages = pages_in_language()
    found = pages.specific().search(query) if query else pages.none()
    page_obj = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    groups = [group for group in search_groups(query, GROUP_SIZE) if group.total] if query else []
    total = page_obj.paginator.count
    context = {
        "query": query,
        "page_obj": page_obj,
        "results": with_snippets(page_obj.object_list, query),
        "total": total,
        "groups": groups,
        "suggestions": newest(pages) if query and not total and not groups else [],
        "base_query": urlencode({"q": query}),
    }
    return render(request, "home/search.html", context)


def with_snippets(pages: list[Page], query: str) -> list[Page]:
    """The pages with the piece of text that shows why each was found."""
    snippets = Snippets(query)
    results = list(pages)
    for page in results:
        page.snippet = snippets.of_page(page)
    return results


def newest(pages: PageQuerySet) -> list[Page]:
    """Something to read for who found nothing; lists of pages are left out."""
    return list(pages.filter(depth__gt=2, numchild=0).order_by("-first_published_at", "-pk").specific()[:SUGGESTIONS])
