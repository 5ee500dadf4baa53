"""Share cards, under addresses that change with what is drawn."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from home.cards import card_for
from home.cards.shelf import file_of

A_YEAR = 31_536_000


@require_safe
def share_card(request: HttpRequest, source: str, language: str, key: str, digest: str, extension: str) -> HttpResponse:
    """Only what is public now has a card; an address of yesterday leads to today's card."""
    card = card_for(source, key, language)
    if card is None:
        raise Http404
    if (digest, extension) != (card.digest, card.extension):
        moved = HttpResponseRedirect(card.path)
        moved["Cache-Control"] = "no-cache"
        return moved
    response = HttpResponse(file_of(card), content_type=card.content_type)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # made to be shown elsewhere
    return response
