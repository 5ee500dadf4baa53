"""The feeds, and the page that explains them and lists them all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from home.delivery.decorators import cached_page
from home.feeds.formats import GENERATORS, write_feed
from home.feeds.scopes import EVERYTHING, find, shelves


@require_safe
@cached_page()
def feed(request: HttpRequest, ending: str, sort: str = EVERYTHING, slug: str = "") -> HttpResponse:
    if ending not in GENERATORS:
        raise Http404
    body, content_type, newest = write_feed(find(sort, slug), ending)
    response = HttpResponse(body, content_type=content_type, headers={"Last-Modified": http_date(newest.timestamp())})
    response["Access-Control-Allow-Origin"] = "*"  # readers that run in browsers; nothing here is anyone's own
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@cached_page()
def hub(request: HttpRequest) -> HttpResponse:
    return render(request, "home/follow.html", {"shelves": shelves()})
