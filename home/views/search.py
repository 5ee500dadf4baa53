"""One search over pages and whatever the apps registered.

Context: query, page_obj, results (specific pages; each with `snippet`, a list of (text, is_match), and `locale`),
total, groups (home.registry.SearchGroup), filters (home.listing.Group), is_narrowed, suggestions (what to read when nothing was found),
base_query for the pager.
"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.facets import kind_facet, topic_facet
from home.languages import pages_in_language
from home.listing import Listing
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
    listing = narrowed(pages, query, request.GET)
    narrower = pages.filter(pk__in=listing.found.values("pk")) if listing.chosen else pages
    found = narrower.specific().search(query) if query else pages.none()
    page_obj = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    # Places have no kind of page and no topic: who asked for those is shown pages alone.
    groups = [] if listing.chosen or not query else [g for g in search_groups(query, GROUP_SIZE) if g.total]
    total = page_obj.paginator.count
    context = {
        "query": query,
        "page_obj": page_obj,
        "results": with_snippets(page_obj.object_list, query),
        "total": total,
        "groups": groups,
        "filters": listing.groups if query else [],
        "is_narrowed": bool(listing.chosen),
        "suggestions": newest(pages) if query and not total and not groups else [],
        "base_query": listing.querystring(),
    }
    return render(request, "home/search.html", context)


def narrowed(pages: PageQuerySet, query: str, params: QueryDict) -> Listing:
    """What was found as rows that can be counted and narrowed by kind of page and by topic."""
    found = pages.search(query).query_compiler.found().order_by() if query else pages.none()
    return Listing(found, [kind_facet(), topic_facet()], params, keep={"q": query})


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
