"""A part of a file for who asks for a part: Safari plays no video without, and a download that broke off goes on.

One range a request, as browsers ask; several at once are answered with the whole file, which the standard allows
(RFC 9110, 14.2). The libraries for this stand still since 2018, so it is written here.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

ASKED = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)
PIECE = 64 * 1024


class Unsatisfiable(Exception):
    """The file ends before the range begins."""


def with_ranges(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For views that answer with a `FileResponse`; any other answer passes untouched."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        return _answer(request, response) if isinstance(response, FileResponse) else response

    return wrapped


def span(asked: str, length: int) -> tuple[int, int] | None:
    """First and last byte of what is asked for; None where the header is not one range of bytes and does not count."""
    found = ASKED.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, length - int(last)), length - 1
    else:
        start, end = int(first), min(int(last), length - 1) if last else length - 1
        if last and int(last) < start:
            return None
    if start >= length:
        raise Unsatisfiable
    return start, end


def _answer(request: HttpRequest, response: FileResponse) -> HttpResponseBase:
    if response.status_code != 200 or "Content-Length" not in response or response.file_to_stream is None:
        return response
    response["Accept-Ranges"] = "bytes"
    if request.method != "GET" or not _is_the_same_file(request, response):
        return response
    length = int(response["Content-Length"])
    try:
        wanted = span(request.headers.get("Range", ""), length)
    except Unsatisfiable:
        return _unsatisfiable(response, length)
    if wanted is not None:
        _narrow(response, *wanted, length)
    return response


def _is_the_same_file(request: HttpRequest, response: FileResponse) -> bool:
    """`If-Range`: a part only fits what the reader has if the file has not changed since."""
    known = request.headers.get("If-Range", "").strip()
    if not known:
        return True
    tag = response.get("ETag", "")
    return known in (tag if not tag.startswith("W/") else "", response.get("Last-Modified"))


def _narrow(response: FileResponse, start: int, end: int, length: int) -> None:
    response.status_code = 206
    response["Content-Range"] = f"bytes {start}-{end}/{length}"
    response["Content-Length"] = str(end - start + 1)
    response.streaming_content = _part(response.file_to_stream, start, end - start + 1)


def _part(file: IO[bytes], start: int, left: int) -> Iterator[bytes]:
    """Some storages cannot jump; what lies before is read and dropped then."""
    if file.seekable():
        file.seek(start)
    else:
        while start and (dropped := file.read(min(PIECE, start))):
            start -= len(dropped)
    while left and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _unsatisfiable(response: FileResponse, length: int) -> HttpResponse:
    response.file_to_stream.close()  # closing the answer itself would end the request
    refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}", "Accept-Ranges": "bytes"})
    refusal["X-Content-Type-Options"] = "nosniff"
    return refusal
