"""Every component and block in every state; only where STYLEGUIDE is on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/styleguide.html")
