"""What the map asks the server for. An address with a version never changes its answer, until it answers 410."""

from collections.abc import Callable
from functools import wraps

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from home.delivery.entries import matches
from stores.map import artefacts, pack, points
from stores.map.directory_map import directory_map
from stores.map.labels import labels_file

FOREVER = "public, max-age=31536000, immutable"
JSON = "application/json; charset=utf-8"
VersionView = Callable[[HttpRequest, pack.Pack], HttpResponse]


@require_safe
def to_directory(_request: HttpRequest) -> HttpResponse:
    """The bare folder: the directory with its map open."""
    return redirect(reverse("stores:directory") + "#ban-do", permanent=True)


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The present version and where its files lie. Asked again each time, answered by 304 while nothing changed."""
    version = pack.current().version
    labels_hash, _labels = labels_file()
    etag = f'"{version}.{labels_hash}"'
    if matches(request.headers.get("If-None-Match", ""), etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        names = ("points", "facets", "names", "words", "places")
        addresses = {name: reverse(f"stores:map_{name}", args=[version]) for name in names}
        labels_url = reverse("stores:map_labels", args=[labels_hash])
        response = JsonResponse({"version": version, "labels": labels_url, **addresses})
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def of_version(view: VersionView) -> Callable[[HttpRequest, str], HttpResponse]:
    """An address under a version: kept for ever while it is the present one, gone (410) afterwards."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, version: str) -> HttpResponse:
        try:
            response = view(request, pack.require(version))
        except (pack.OutdatedError, FileNotFoundError):
            response = HttpResponse(status=410)
            response["Cache-Control"] = "no-store"
            return response
        if response.status_code == 200:
            response["Cache-Control"] = FOREVER
        return response

    return wrapped


@of_version
def points_file(request: HttpRequest, present: pack.Pack) -> HttpResponse:
    return _file(request, present, pack.POINTS)


@of_version
def facets_file(request: HttpRequest, present: pack.Pack) -> HttpResponse:
    return _file(request, present, pack.FACETS)


@of_version
def names(request: HttpRequest, present: pack.Pack) -> HttpResponse:
    """Name, address, marks and page of up to 50 points: `?o=1,5,9`."""
    try:
        ordinals = points.parse_ordinals(request.GET.get("o", ""))
    except points.BadOrdinalsError:
        return HttpResponseBadRequest()
    return JsonResponse(points.cards(present, ordinals))


@of_version
def words(request: HttpRequest, present: pack.Pack) -> HttpResponse:
    """The points whose store the words of `?q=` find."""
    return JsonResponse(points.found_by_words(present, request.GET.get("q", "")))


@of_version
def places(request: HttpRequest, present: pack.Pack) -> HttpResponse:
    """Where the stores of a result page are among the points: `?s=slug,slug`."""
    return JsonResponse(points.of_slugs(present, request.GET.get("s", "").split(",")))


@require_safe
def labels(_request: HttpRequest, digest: str) -> HttpResponse:
    """Names and centres of the communes and wards."""
    present, body = labels_file()
    if digest != present:
        raise Http404
    return _forever(body, JSON)


@require_safe
def script(_request: HttpRequest, digest: str) -> HttpResponse:
    """The map that folium described, as a file of our own, so that no page needs an inline script."""
    described = directory_map()
    if digest != described.script_hash:
        raise Http404
    return _forever(described.script.encode(), "text/javascript; charset=utf-8")


def _file(request: HttpRequest, present: pack.Pack, file: str) -> HttpResponse:
    found = artefacts.read(present.version, file, request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(found.body, content_type=JSON)
    if found.encoding:
        response["Content-Encoding"] = found.encoding
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _forever(body: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = FOREVER
    return response
