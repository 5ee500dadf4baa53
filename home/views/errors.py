"""Pages for what went wrong. Not found offers a search and pages that are probably meant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.text import words
from home.visibility import public_pages

SUGGESTIONS = 5


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    terms = words(request.path.replace("/", " ").replace("-", " ").removeprefix(" en "))
    query = " ".join(terms)[:100]
    likely = list(public_pages().search(query, operator="or")[:SUGGESTIONS]) if query else []
    return render(request, "404.html", {"query": query, "likely_pages": likely}, status=404)
