"""The whole-page cache: a page that was made once is answered again without session, database or URL resolving.

Only views that opted in with `@cached_page` are stored, and only a plain answer to an anonymous GET. Browsers and shared
caches may keep a page but must ask each time (`max-age=0, must-revalidate`, a 304 costs a few bytes). There is no
`s-maxage`: whatever stands before us would go on serving a page that an editor has just corrected or withdrawn, and we
have no purge interface that fits every proxy.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as day_time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from home.delivery import stores
from home.delivery.entries import (
    LONGEST_ACCEPT,
    TOO_SMALL,
    Entry,
    HeaderList,
    Variant,
    compress,
    encodings,
    make_entry,
    matches,
)
from home.delivery.generation import generation, redis_client
from home.delivery.keys import canonical_query, page_key, private_cookies, without_tracking
from home.delivery.release import release

COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg+xml")
LARGEST = 2_000_000  # bytes; nothing that big is a page


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request asks the cache for, fixed before anything is rendered."""

    namespace: str
    key: str
    query: str  # canonical
    at: float


@dataclass(frozen=True, slots=True)
class Hit:
    status: int
    headers: HeaderList
    body: bytes
    route: str


class PageCache:
    def __init__(self) -> None:
        self.memory = stores.MemoryStore()
        self.behind: stores.Store = (
            stores.RedisStore(redis_client())
            if settings.REDIS_URL
            else stores.FileStore(Path(settings.CACHE_DIR) / "pages")
        )
        self.generation = generation()
        self.release = release()
        self.cookies = private_cookies()
        self.skipped = (settings.STATIC_URL, settings.PUBLIC_MEDIA_URL)

    def ask(self, environ: dict) -> Ask | None:
        """None for every request whose answer may not come from here."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        if environ.get("PATH_INFO", "").startswith(self.skipped):
            return None
        cookie = environ.get("HTTP_COOKIE")
        if cookie and any(name in cookie for name in self.cookies):
            return None
        query = canonical_query(environ.get("QUERY_STRING", ""))
        current = self.generation.current() if query is not None else None
        if query is None or current is None:
            return None
        return Ask(f"{self.release}-{current}", page_key(environ, query), query, time.time())

    def find(self, ask: Ask) -> Entry | None:
        entry = self.memory.get(ask.namespace, ask.key)
        if entry is None:
            entry = self.behind.get(ask.namespace, ask.key)
            if entry is not None:
                self.memory.put(ask.namespace, ask.key, entry)
        return entry if entry is not None and entry.expires > ask.at else None

    def hit(self, environ: dict) -> Hit | None:
        """The finished answer to this request, when we hold one."""
        ask = self.ask(environ)
        entry = self.find(ask) if ask else None
        return answer(environ, entry) if entry else None

    def keep(self, ask: Ask, entry: Entry) -> None:
        self.memory.put(ask.namespace, ask.key, entry)
        self.behind.put(ask.namespace, ask.key, entry)


def answer(environ: dict, entry: Entry) -> Hit:
    variant: Variant = entry.best(environ.get("HTTP_ACCEPT_ENCODING", ""))
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and matches(asked, variant.etag):
        return Hit(304, variant.unchanged_headers, b"", entry.route)
    body = b"" if environ["REQUEST_METHOD"] == "HEAD" else variant.body
    return Hit(200, variant.headers, body, entry.route)


@lru_cache(maxsize=1)
def page_cache() -> PageCache | None:
    """The cache of this process; None where it is switched off."""
    return PageCache() if settings.PAGE_CACHE else None


class PageCacheMiddleware:
    """Before everything else, so that what it stores is the whole answer with every other middleware's headers."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        cache = page_cache()
        if getattr(request, "is_dummy", False):  # Wagtail asks itself for a preview
            return self.get_response(request)
        ask = cache.ask(request.META) if cache else None
        entry = cache.find(ask) if cache and ask else None
        if entry:
            request.cache_result, request.cached_route = "hit", entry.route
            return to_response(answer(request.META, entry))
        if request.method in ("GET", "HEAD"):
            request.META["QUERY_STRING"] = without_tracking(request.META.get("QUERY_STRING", ""))
        response = self.get_response(request)
        if cache and ask and (entry := _entry(request, response, ask)):
            cache.keep(ask, entry)
            request.cache_result = "miss"
            return to_response(answer(request.META, entry))
        return _uncached(request, response)


def to_response(hit: Hit) -> HttpResponse:
    response = HttpResponse(hit.body, status=hit.status, headers=dict(hit.headers))
    if hit.status == 304:
        del response["Content-Type"]
    return response


def _entry(request: HttpRequest, response: HttpResponseBase, ask: Ask) -> Entry | None:
    """The page to store, or None for an answer that is not everybody's or not of its canonical address."""
    policy = getattr(response, "page_cache", None)
    if policy is None or request.method != "GET" or response.status_code != 200 or not _is_public(response):
        return None
    canonical = getattr(response, "canonical_query", ask.query)
    if canonical is None or canonical_query(canonical.removeprefix("?")) != ask.query or not policy.takes(ask.query):
        return None
    expires = min(ask.at + policy.max_age, _end_of_day(ask.at))
    if fresh_until := getattr(request, "fresh_until", None):
        expires = min(expires, fresh_until.timestamp())
    if expires <= time.time() or len(response.content) > LARGEST:
        return None
    match = request.resolver_match
    return make_entry(response.content, list(response.items()), expires, match.view_name if match else "")


def _is_public(response: HttpResponseBase) -> bool:
    if response.streaming or response.cookies or response.has_header("Content-Encoding"):
        return False
    control = response.get("Cache-Control", "")
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return not any(word in control for word in ("private", "no-store")) and varies <= {"cookie", "accept-encoding"}


def _end_of_day(at: float) -> float:
    """The next midnight here: states, validity, holidays and review dates all turn with the day."""
    zone = timezone.get_default_timezone()
    tomorrow = datetime.fromtimestamp(at, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, day_time.min, zone).timestamp()


def _uncached(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Nobody keeps what was made for one person; strangers get it compressed all the same.

    Answers to people with a session stay plain: they may hold secrets, and compression tells their length (BREACH).
    """
    content_type = response.get("Content-Type", "")
    if content_type.startswith("text/html"):
        response.headers.setdefault("Cache-Control", "private, no-cache")
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
    if response.streaming or has_session or not content_type.startswith(COMPRESSIBLE):
        return response
    if response.has_header("Content-Encoding") or len(response.content) < TOO_SMALL:
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    best = next(iter(encodings(request.META.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_ACCEPT])), "identity")
    if best != "identity":
        response.content = compress(response.content, best)
        response["Content-Encoding"] = best
        response["Content-Length"] = str(len(response.content))
    return response


def _forget_settings(setting: str, **kwargs: object) -> None:
    if setting in ("PAGE_CACHE", "CACHE_DIR", "REDIS_URL"):
        page_cache.cache_clear()


setting_changed.connect(_forget_settings, dispatch_uid="page-cache-instance")
