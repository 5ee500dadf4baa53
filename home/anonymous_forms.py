"""Forms that anybody may post: no session, no cookie, no CSRF token, and all the same little joy for robots.

Cross-site requests are no danger here, since a visitor's browser carries no authority; they are refused because other
sites have no business posting in a visitor's name. What a person typed is never lost: the view is called with
`request.refusal` set and shows the form again with its words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from home.limits import Limit, client_address

TRAP = "dia_chi_trang_2"  # a field that people do not see and browsers do not know how to fill
SALT = "home.anonymous_forms"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Refusal:
    """Why nothing was done, for the person who posted."""

    status: int
    message: str


def anonymous_form(*, limit: Limit, pretend: View) -> Callable[[View], View]:
    """Make a view take such a form.

    `limit` counts by address. Who fills in the trap gets what `pretend(request, …)` answers, which should look like
    success; nothing is done.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            if request.method != "POST":  # typed, or reloaded: the form is on the page above
                return HttpResponseRedirect("../")
            request.refusal = _refusal(request, limit)
            if request.refusal is None and request.POST.get(TRAP):
                return pretend(request, *args, **kwargs)
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return wrapped

    return decorate


def is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site. Old browsers say nothing about it, and are believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def signed(name: str, **values: str | int) -> str:
    """What an answer's address carries; only we can have written it, so nobody sends others a false answer."""
    return signing.dumps(values, salt=f"{SALT}.{name}")


def read_signed(name: str, text: str) -> dict:
    try:
        return signing.loads(text, salt=f"{SALT}.{name}")
    except signing.BadSignature as error:
        raise Http404 from error


def _refusal(request: HttpRequest, limit: Limit) -> Refusal | None:
    if not is_ours(request):
        return Refusal(403, _("Mẫu này được gửi từ một trang khác. Hãy kiểm tra lại rồi gửi từ trang này."))
    if limit.take(client_address(request)) is None:
        return Refusal(429, _("Đã có quá nhiều lần gửi từ mạng của bạn. Hãy đợi một giờ rồi gửi lại."))
    return None
