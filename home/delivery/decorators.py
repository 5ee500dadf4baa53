"""What a view may say about its delivery."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from home.delivery import keys
from home.models.settings import SiteSettings

View = Callable[..., HttpResponseBase]
AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """How an answer may be kept: under which parameters, and at most how many seconds (a net under the generation)."""

    params: frozenset[str]
    max_age: int

    def takes(self, query: str) -> bool:
        return all(name in self.params for name, _ in parse_qsl(query))


def cached_page(
    *, params: tuple[str, ...] = (), multi: tuple[str, ...] = (), max_age: int = AN_HOUR
) -> Callable[[View], View]:
    """Keep this view's answers for everybody, one for each canonical use of `params` (`multi` ones may be repeated).

    A view whose parameters have wrong or several spellings sets `response.canonical_query`; only the address that is
    spelt so is stored. `request.fresh_until` is the moment at which the answer would change by itself.
    """
    keys.declare(params, multi)
    policy = PagePolicy(frozenset(params) | frozenset(multi), max_age)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.page_cache = policy
            fresh_at_most(request, SiteSettings.of_request(request).announcement_changes_at)
            return response

        return wrapped

    return decorate


def fresh_at_most(request: HttpRequest, moment: datetime | None) -> None:
    """The page changes by itself at `moment`, or earlier if something else on it does."""
    known = getattr(request, "fresh_until", None)
    request.fresh_until = min((m for m in (known, moment) if m is not None), default=None)


def embeddable(view: View) -> View:
    """Other sites may frame this page: its own content policy, no X-Frame-Options."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.embeddable = True
        response.xframe_options_exempt = True
        return response

    return wrapped
