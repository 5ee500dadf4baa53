"""One search over pages and whatever the apps registered, and what is offered while a question is typed.

Context: query, page_obj, results (specific pages; each with `snippet`, a list of (text, is_match), and `locale`),
total, promoted (home.search.promotions.Promoted), groups (home.registry.SearchGroup), filters (home.listing.Group),
is_narrowed, base_query for the pager. Where few pages or none were found: some_words (pages that hold nearly all of the
question). Where nothing was: meant (a question to ask instead), suggestions (what to read).
"""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from modelsearch.query import PlainText
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.facets import kind_facet, topic_facet
from home.languages import pages_in_language
from home.listing import Listing
from home.registry import search_groups
from home.search.guessing import did_you_mean
from home.search.promotions import promoted
from home.search.question import Most, read_with_parts
from home.search.snippets import Snippets
from home.search.suggesting import suggest
from home.search.tallies import tally
from home.search.vocabulary import vocabulary
from home.text import normalise

PAGE_SIZE = 10
LONGEST_QUERY = 100
GROUP_SIZE = 5
FEW = 5  # results: with fewer, those that hold nearly all words are shown too
SUGGESTIONS = 3
SUGGESTIONS_ARE_FRESH = 60  # seconds


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = read_query(request)
    pages = pages_in_language()
    listing = narrowed(pages, query, request.GET)
    narrower = pages.filter(pk__in=listing.found.values("pk")) if listing.chosen else pages
    found = narrower.specific().search(query) if query else pages.none()
    paginator = Paginator(found, PAGE_SIZE)
    paginator.count = listing.total
    page_obj = paginator.get_page(request.GET.get("trang"))
    # Places have no kind of page and no topic: who asked for those is shown pages alone.
    whole = query and not listing.chosen
    groups = [group for group in search_groups(query, GROUP_SIZE) if group.total] if whole else []
    context = {
        "query": query,
        "page_obj": page_obj,
        "results": with_snippets(page_obj.object_list, query),
        "total": listing.total,
        "promoted": promoted(query) if whole and page_obj.number == 1 else [],
        "groups": groups,
        "filters": listing.groups if query else [],
        "is_narrowed": bool(listing.chosen),
        "base_query": listing.querystring(),
    }
    if whole:
        is_found = bool(context["total"] or groups or context["promoted"])
        if page_obj.number == 1 and is_from_reader(request):
            tally(query, get_language(), found=is_found)
        if not is_found:
            context |= instead_of(query, pages)
        elif 0 < listing.total < FEW:
            context["some_words"] = with_snippets(nearly(query, pages, besides=context["results"]), query)
    return render(request, "home/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """For the script behind the search field: titles with their addresses, the best first."""
    found = suggest(read_query(request))
    items = [{"title": item.title, "url": item.url, "kind": item.kind} for item in found]
    response = JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"private, max-age={SUGGESTIONS_ARE_FRESH}"
    response["X-Robots-Tag"] = "noindex"
    return response


def read_query(request: HttpRequest) -> str:
    return normalise(request.GET.get("q", ""))[:LONGEST_QUERY].strip()


def is_from_reader(request: HttpRequest) -> bool:
    """A page that a browser or a checker fetches beforehand was not asked for by anybody."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


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


def instead_of(query: str, pages: PageQuerySet) -> dict[str, object]:
    """Something for who found nothing: the question that was probably meant, pages with some of the words, new pages."""

    def finds(guess: str) -> bool:
        return bool(pages.search(guess)[:1]) or any(group.total for group in search_groups(guess, 1))

    words = vocabulary(get_language())
    part = nearly(query, pages)
    return {
        "meant": did_you_mean(query, words, finds),
        "some_words": with_snippets(part, query),
        "suggestions": [] if part else newest(pages),
    }


def nearly(query: str, pages: PageQuerySet, besides: Iterable[Page] = ()) -> list[Page]:
    """The first pages that hold nearly all that was asked for; of two things, one is worth showing only in place of nothing."""
    known = {page.pk for page in besides}
    _, parts = read_with_parts(PlainText(query))
    if len(parts) < (3 if known else 2):
        return []
    found = list(pages.specific().search(Most(query))[: GROUP_SIZE + len(known)])
    if not (found or known):
        found = pages.specific().search(query, operator="or")[:GROUP_SIZE]
    return [page for page in found if page.pk not in known][:GROUP_SIZE]


def newest(pages: PageQuerySet) -> list[Page]:
    """Something to read for who found nothing; lists of pages are left out."""
    return list(pages.filter(depth__gt=2, numchild=0).order_by("-first_published_at", "-pk").specific()[:SUGGESTIONS])
