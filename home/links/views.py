"""What a page behind a private link has in common with all others of its sort."""

from collections.abc import Callable
from functools import wraps

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.links.service import target_of

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def private_link(purpose: str, *, gone_after_post: Callable[[HttpRequest], HttpResponse] | None = None) -> Callable:
    """The view gets the link's object in place of its `token`. The link is the authority: no session, no cookie.

    Wrong and expired links get the same answer. A browser that sends no referrer names no origin either, so what is
    posted is judged by the link alone; nobody who does not hold it can post there. Where a POST uses its link up,
    `gone_after_post` answers those that come again.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def wrapped(request: HttpRequest, token: str, *args, **kwargs) -> HttpResponseBase:
            target: models.Model | None = target_of(token, purpose)
            if target is not None:
                response = view(request, target, *args, **kwargs)
            elif request.method == "POST" and gone_after_post:
                response = gone_after_post(request)
            else:
                response = gone(request)
            for name, value in HEADERS.items():
                response[name] = value
            return response

        return wrapped

    return decorate


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "home/link_gone.html", {"noindex": True}, status=404)
