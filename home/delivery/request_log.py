"""One JSON line a request: what was asked for, what came of it, how long it took. Never who asked, nor with what words."""

import json
import logging
import secrets
import time
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from home.delivery.masking import masked_path

logger = logging.getLogger("site.requests")
QUIET = ("/health/",)  # asked every few seconds, and of no interest


class RequestLogMiddleware:
    """Outermost: it sees every answer, also those that other middlewares give. The id goes out as `X-Request-ID`."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if getattr(request, "is_dummy", False):  # the admin's preview is part of another request
            return self.get_response(request)
        started = time.perf_counter()
        request.request_id = secrets.token_hex(8)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.request_id
        if not request.path_info.startswith(QUIET):
            size = 0 if response.streaming else len(response.content)
            size = int(response.get("Content-Length") or size)
            cache = getattr(request, "cache_result", "")
            path = masked_path(request.path_info)
            write(
                request.method or "",
                _route(request),
                path,
                response.status_code,
                started,
                size,
                cache,
                request.request_id,
            )
        return response


def _route(request: HttpRequest) -> str:
    cached = getattr(request, "cached_route", "")
    return request.resolver_match.view_name if request.resolver_match else cached


class LineHandler(logging.StreamHandler):
    """A stream handler that also takes a finished line: making a log record costs more than finding a cached page."""

    def line(self, text: str) -> None:
        with self.lock:
            self.stream.write(text + self.terminator)
            self.flush()


def write(
    method: str, route: str, path: str, status: int, started: float, size: int, cache: str = "", request_id: str = ""
) -> None:
    """One line, made by hand for the same reason. Only `path` and `method` come from outside."""
    if not logger.isEnabledFor(logging.INFO):
        return
    time_ = datetime.now(UTC).isoformat(timespec="milliseconds")
    spent = (time.perf_counter() - started) * 1000
    text = (
        f'{{"time": "{time_}", "level": "INFO", "logger": "{logger.name}", "method": {json.dumps(method[:10])}, '
        f'"route": "{route}", "path": {json.dumps(path)}, "status": {status}, "ms": {spent:.2f}, "bytes": {size}, '
        f'"cache": "{cache}", "request_id": "{request_id}"}}'
    )
    for handler in logger.handlers:
        if isinstance(handler, LineHandler):
            handler.line(text)
        else:
            handler.handle(logging.LogRecord(logger.name, logging.INFO, __file__, 0, text, None, None))
