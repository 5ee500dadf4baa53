"""Security headers: which content policy an answer gets, and what else browsers are told.

*Public* pages run our own files and nothing inline, so they can be cached whole (no nonces). *Embeds* are public pages that
others may frame. The *admin* runs no inline code either (`admin_scripts.py`), but its rich text editor writes styles. People
who are signed in get the *userbar* policy on public pages; these never enter the cache. *Previews* are framed by our admin.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

Policy = dict[str, list]
SERVER = "web"  # instead of the product's name, which helps nobody but who looks for its holes
FRAMED_BY_US = {"admin", "preview"}  # the editor shows previews, and what is wrong with them, in a frame
PERMISSIONS = ", ".join(
    [
        "geolocation=(self)", "camera=()", "microphone=()", "payment=()", "usb=()", "midi=()", "accelerometer=()",
        "gyroscope=()", "magnetometer=()", "display-capture=()", "browsing-topics=()", "fullscreen=(self)",
    ]
)  # fmt: skip


def tile_hosts(url: str) -> list[str]:
    """The origin that map tiles come from, as a CSP source; none for our own. `{s}` stands for any subdomain.

    >>> tile_hosts("https://{s}.tile.example/{z}/{x}/{y}.png")
    ['https://*.tile.example']
    """
    parts = urlsplit(url.replace("{s}", "*"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def public_policy() -> Policy:
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *tile_hosts(settings.MAP_TILE_URL)],
        "connect-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def embed_policy() -> Policy:
    return public_policy() | {"frame-ancestors": ["*"]}


def userbar_policy() -> Policy:
    """Wagtail's bar runs from files; the accessibility checks inside it (axe-core) may add style elements."""
    return public_policy() | {"style-src": [SELF, UNSAFE_INLINE]}


def preview_policy() -> Policy:
    """Framed by the admin beside the form, and checked by the same script."""
    return userbar_policy() | {"frame-ancestors": [SELF]}


def admin_policy() -> Policy:
    return {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:", *tile_hosts(settings.MAP_TILE_URL)],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }


class PolicyMiddleware(CSPMiddleware):
    """django-csp, choosing the policy by who asks for what, and the headers that go with it."""

    def __init__(self, get_response) -> None:
        super().__init__(get_response)
        self.policies = {
            "public": public_policy(), "embed": embed_policy(), "preview": preview_policy(),
            "userbar": userbar_policy(), "admin": admin_policy(),
        }  # fmt: skip

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only:
            name = policy_name(request, response)
            parts.config = self.policies[name]
            if name in FRAMED_BY_US:
                response["X-Frame-Options"] = "SAMEORIGIN"
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        shared = getattr(response, "embeddable", False) or request.path_info.startswith(settings.PUBLIC_MEDIA_URL)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers["Server"] = SERVER
        return response


def policy_name(request: HttpRequest, response: HttpResponseBase) -> str:
    if getattr(request, "is_preview", False):
        return "preview"
    if request.path_info.startswith(reverse("wagtailadmin_home")):
        return "admin"
    if getattr(response, "embeddable", False):
        return "embed"
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return "userbar" if user is not None and user.is_authenticated else "public"
