"""The finder's page and its spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.alternatives.cards import finder_card
from campaigns.alternatives.finder import PARAMS, Finder
from campaigns.alternatives.spreadsheet import spreadsheet
from home.delivery.decorators import cached_page


@require_safe
@cached_page(params=(*PARAMS, "trang"))
def finder(request: HttpRequest) -> HttpResponse:
    """What replaces what, narrowed by a plain GET form."""
    state = Finder(request.GET)
    response = render(request, "campaigns/alternatives.html", state.context() | {"share_card": finder_card(state.item)})
    response.canonical_query = state.listing.canonical
    return response


@require_safe
@cached_page(params=PARAMS)
def download(request: HttpRequest) -> HttpResponse:
    """The rows of the same state, as a spreadsheet."""
    state = Finder(request.GET)
    response = spreadsheet(request, state)
    response.canonical_query = state.listing.querystring()
    return response
