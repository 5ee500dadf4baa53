"""Maps described with folium: our assets only, the same bytes each time, nothing that runs as code."""

import folium
import pytest

from stores.map.directory_map import directory_map
from stores.map.site_map import RemotePoints, SiteMap, parts
from tests import factories

BOUNDS = ((21.3, 105.4), (22.7, 106.3))
HOSTILE = "</script><script>alert(1)</script>${alert(1)}`'\""


def described(**texts: str) -> SiteMap:
    words = {"label": "Bản đồ", "zoom_in": "Phóng to", "zoom_out": "Thu nhỏ"} | texts
    site_map = SiteMap(BOUNDS, js=("/static/leaflet.js",), css=("/static/leaflet.css",), max_zoom=19, **words)
    folium.TileLayer("/tiles/{z}/{x}/{y}.png", attr="© bản đồ", name="tiles", control=False).add_to(site_map)
    RemotePoints("/diem-ban/ban-do/moi-nhat", max_zoom=19).add_to(site_map)
    return site_map


def test_the_same_map_gives_the_same_bytes():
    assert parts(described(), "x") == parts(described(), "x")
    assert parts(described(), "x").script_hash == parts(described(), "x").script_hash
    assert parts(described(), "x") != parts(described(zoom_in="Zoom in"), "x")


def test_it_loads_our_files_and_nothing_else():
    found = parts(described(), "x")
    assert found.js_urls == ("/static/leaflet.js",)
    assert found.css_urls == ("/static/leaflet.css",)
    everything = found.script + found.element_html
    for foreign in ("http", "jquery", "$(", "bootstrap", "style="):
        assert foreign not in everything.lower()


def test_one_map_does_not_change_another():
    first = described()
    first.default_js += (("more", "/more.js"),)
    assert parts(described(), "x").js_urls == ("/static/leaflet.js",)


def test_the_element_and_its_script_belong_together():
    found = parts(described(), "x")
    assert found.element_html == '<div class="map-canvas" id="map_x_0" role="region" aria-label="Bản đồ"></div>'
    assert '"map_x_0"' in found.script


def test_texts_stay_texts():
    found = parts(described(zoom_in=HOSTILE, label=HOSTILE), "x")
    assert "</script" not in found.script
    assert "<" not in found.script
    assert found.element_html.count("<") == 2  # the element and its end
    assert found.element_html.count('"') == 8


@pytest.mark.django_db
def test_the_directory_map_starts_at_the_bounds_of_todays_units(settings):
    settings.MAP_TILE_URL = "https://tile.example/{z}/{x}/{y}.png"
    factories.unit("A", slug="a", bbox_w=105.4, bbox_s=21.3, bbox_e=105.9, bbox_n=22.0)
    factories.unit("B", slug="b", bbox_w=105.6, bbox_s=21.5, bbox_e=106.3, bbox_n=22.7)
    factories.unit("Cũ", slug="cu", valid_to="2025-06-30", bbox_w=0, bbox_s=0, bbox_e=1, bbox_n=1)
    script = directory_map().script
    assert "fitBounds([[21.3, 105.4], [22.7, 106.3]])" in script
    assert settings.MAP_TILE_URL in script


@pytest.mark.django_db
def test_without_tiles_there_is_no_tile_layer(settings):
    settings.MAP_TILE_URL = ""
    assert "tileLayer" not in directory_map().script
