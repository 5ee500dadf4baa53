"""Under which name a request's page is kept: scheme, host, path and the canonical query string.

Works on the WSGI environ, so that a hit needs no request object. Parameters are known only when a view declared them with
`@cached_page`; tracking parameters are as if absent; everything else makes the request uncacheable, so that odd query
strings cannot fill the cache.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.signals import setting_changed

TRACKING = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid|zarsrc)(?:=|$)")
LONGEST_QUERY = 1000  # characters, as typed into the address; nobody filters by more

declared: set[str] = set()  # by all views together; which of them a view takes is checked when its answer is stored
declared_multi: set[str] = set()


def declare(params: tuple[str, ...], multi: tuple[str, ...]) -> None:
    declared.update(params, multi)
    declared_multi.update(multi)


def without_tracking(query: str) -> str:
    """The query string as it came, but for what advertisers and social networks hang on links."""
    if not query:
        return ""
    return "&".join(part for part in query.split("&") if part and not TRACKING.match(part))


def canonical_query(query: str) -> str | None:
    """One spelling for all orders, encodings and empty fields of the same question; None: not to be cached.

    >>> canonical_query("trang=2&q=&dh=viet&dh=xanh")
    'dh=viet&dh=xanh&trang=2'
    """
    query = without_tracking(query)
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    pairs: set[tuple[str, str]] = set()
    names: set[str] = set()
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in declared:
            return None
        if not value or (name, value) in pairs:
            continue
        if name in names and name not in declared_multi:
            return None  # the views read the last one; sorting would choose another
        names.add(name)
        pairs.add((name, value))
    return urlencode(sorted(pairs))


def page_key(environ: dict, query: str) -> str:
    scheme = "https" if _is_secure(environ) else "http"
    host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
    return f"{scheme}://{host.lower()}{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}?{query}"


def _is_secure(environ: dict) -> bool:
    """As `HttpRequest.is_secure()` sees it."""
    name, value = _proxy_header()
    said = environ.get(name) if name else None
    if said is not None:
        return said.split(",", 1)[0].strip() == value
    return environ.get("wsgi.url_scheme") == "https"


@lru_cache(maxsize=1)
def _proxy_header() -> tuple[str, str]:
    return settings.SECURE_PROXY_SSL_HEADER or ("", "")


def private_cookies() -> tuple[str, ...]:
    """Whoever carries one of these gets a page of their own."""
    return (f"{settings.SESSION_COOKIE_NAME}=", f"{settings.CSRF_COOKIE_NAME}=", "messages=")


def _forget_settings(setting: str, **kwargs: object) -> None:
    if setting == "SECURE_PROXY_SSL_HEADER":
        _proxy_header.cache_clear()


setting_changed.connect(_forget_settings, dispatch_uid="page-cache-keys")
