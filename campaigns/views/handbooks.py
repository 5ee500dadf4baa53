"""The printed handbook, under one address that never changes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from campaigns.addresses import public_page_at
from campaigns.handbooks import edition_of
from campaigns.models import HandbookPage
from home.delivery.entries import matches


@require_safe
def handbook_file(request: HttpRequest, path: str) -> HttpResponse:
    handbook = public_page_at(request, HandbookPage, path)
    edition = edition_of(handbook)
    if edition is None:
        raise Http404
    tag = f'"{edition.digest[:32]}"'
    if matches(request.headers.get("If-None-Match", ""), tag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        with edition.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{handbook.slug}.pdf"'
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
