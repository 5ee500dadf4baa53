"""A commune's copy of a guide's leaflet: made when asked for, kept nowhere."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.addresses import public_page_at
from campaigns.leaflets import LeafletForm, Local, leaflet, steps_of
from campaigns.models import GuidePage
from home.limits import Limit, client_address

MAKING = Limit("leaflet", 40, timedelta(hours=1))


@require_safe
def leaflet_file(request: HttpRequest, path: str) -> HttpResponse:
    guide = public_page_at(request, GuidePage, path)
    if not steps_of(guide):
        raise Http404
    form = LeafletForm(request.GET)
    if not form.is_valid():
        return _page(request, guide, form, 400)
    if MAKING.take(client_address(request)) is None:
        response = _page(request, guide, form, 429)
        response["Retry-After"] = "3600"
        return response
    chosen = form.cleaned_data
    local = Local(chosen["xa"], chosen["khuon"], chosen["ngay"], chosen["dien_thoai"])
    response = HttpResponse(leaflet(guide, local), content_type="application/pdf")
    name = "-".join(["to-roi", guide.slug, *([local.unit.slug] if local.unit else []), local.size])
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return _unkept(response)


def _page(request: HttpRequest, guide: GuidePage, form: LeafletForm, status: int) -> HttpResponse:
    """The form again, with everything that was typed."""
    context = {"page": guide, "form": form, "too_many": status == 429}
    return _unkept(render(request, "campaigns/leaflet_form.html", context, status=status))


def _unkept(response: HttpResponse) -> HttpResponse:
    """It may carry somebody's phone number: no cache keeps it, no search engine lists it."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
