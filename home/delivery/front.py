"""A door before Django: the server asks the page cache directly, and only what it does not hold goes further.

Building Django's request and answer costs several times what finding the page does. The stored answer carries the headers
of every middleware, and only a request that Django accepted (host, scheme) can have been stored, so nothing is skipped
that mattered. The middleware of `page_cache.py` does the same within Django, and stores.
"""

import time
from collections.abc import Callable, Iterable

from home.delivery.page_cache import PageCache, page_cache
from home.delivery.request_log import write

REASONS = {200: "200 OK", 304: "304 Not Modified"}


class Front:
    """A WSGI application around Django's."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.cache: PageCache | None = page_cache()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if self.cache is not None:
            started = time.perf_counter()
            hit = self.cache.hit(environ)
            if hit is not None:
                start_response(REASONS[hit.status], hit.headers)
                method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
                write(method, hit.route, path, hit.status, started, len(hit.body), "hit")
                return (hit.body,)
        return self.application(environ, start_response)
