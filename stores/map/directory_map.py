"""The map of the directory, described once for each language."""

from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.models import Unit
from stores.map.site_map import MapParts, RemotePoints, SiteMap, parts

ID = "diem_ban"
HELP_ID = "ban-do-cach-dung"  # how to use the map by keys, in templates/stores/map/directory.html
MAX_ZOOM = 19
Bounds = tuple[tuple[float, float], tuple[float, float]]
# Northern Vietnam, until the units are loaded.
_BOUNDS_WITHOUT_UNITS: Bounds = ((21.3, 105.3), (22.8, 106.4))


def province_bounds(units: list[Unit] | None = None) -> Bounds:
    """South-west and north-east corner around all of today's units (given, where the page has them already)."""
    units = list(Unit.objects.current()) if units is None else units
    boxes = [(u.bbox_s, u.bbox_w, u.bbox_n, u.bbox_e) for u in units if u.bbox_s is not None]
    if not boxes:
        return _BOUNDS_WITHOUT_UNITS
    south, west, north, east = zip(*boxes, strict=True)
    return (min(south), min(west)), (max(north), max(east))


def directory_map(units: list[Unit] | None = None) -> MapParts:
    return _parts(
        get_language() or settings.LANGUAGE_CODE,
        province_bounds(units),
        settings.MAP_TILE_URL,
        settings.MAP_TILE_ATTRIBUTION,
        (static("js_lib_leaflet/leaflet.js"),),
        (static("js_lib_leaflet/leaflet.css"),),
    )


@lru_cache(maxsize=16)
def _parts(
    language: str, bounds: Bounds, tiles: str, attribution: str, js: tuple[str, ...], css: tuple[str, ...]
) -> MapParts:
    """Everything the map depends on is an argument, so that a kept map is never an outdated one."""
    import folium  # takes a second to import: not at the start of every process

    site_map = SiteMap(
        bounds,
        js=js,
        css=css,
        label=_("Bản đồ điểm bán"),
        help_id=HELP_ID,
        zoom_in=_("Phóng to"),
        zoom_out=_("Thu nhỏ"),
        min_zoom=5,
        max_zoom=MAX_ZOOM,
    )
    if tiles:
        folium.TileLayer(tiles, attr=attribution, name="tiles", max_zoom=MAX_ZOOM, control=False).add_to(site_map)
    RemotePoints(reverse("stores:map_latest"), max_zoom=MAX_ZOOM).add_to(site_map)
    return parts(site_map, ID)
