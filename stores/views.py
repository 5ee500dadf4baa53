"""The directory and the page of one store."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from home.delivery.decorators import cached_page
from stores.cards import directory_card, store_card
from stores.directory import Directory
from stores.models import Store
from stores.presenters import store_page_context
from stores.structured import store_data


@require_safe
@cached_page(params=("q", "xa", "noi", "trang"), multi=("dh", "nhom", "loai"))
def directory(request: HttpRequest) -> HttpResponse:
    """The list, filtered by a plain GET form; complete without JavaScript."""
    state = Directory(request.GET)
    response = render(request, "stores/directory.html", state.context() | {"share_card": directory_card()})
    response.canonical_query = state.canonical_query
    return response


@require_safe
@cached_page()
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    store = get_object_or_404(Store.objects.public().for_page(), slug=slug)
    heads = {"share_card": store_card(store), "structured_data": store_data(store)}
    return render(request, "stores/store.html", store_page_context(store) | heads)
