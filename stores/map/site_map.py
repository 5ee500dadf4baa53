"""Maps described with folium and taken apart, so that they obey our content policy and give the same bytes each time.

Stock folium writes one page with inline scripts, libraries from CDNs and random ids. Here a map renders to parts: the
addresses of its assets, one element, and one script that is served as a file of its own.

Never hand text that people typed to folium (popups, tooltips, icons, layer names): it would run as code.
Names reach the map as JSON and are written as text.
"""

import hashlib
from dataclasses import dataclass

import folium
from branca.element import CssLink, Element, JavascriptLink
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template


@dataclass(frozen=True)
class MapParts:
    """A rendered map. The same map gives the same parts."""

    js_urls: tuple[str, ...]
    css_urls: tuple[str, ...]
    element_html: str
    script: str

    @property
    def script_hash(self) -> str:
        return hashlib.sha256(self.script.encode()).hexdigest()[:12]


class SiteMap(folium.Map):
    """A map with our own assets and nothing but an element and a script."""

    _template = Template(
        """
        {% macro html(this, kwargs) -%}
            <div class="map-canvas" id="{{ this.get_name() }}" role="region" aria-label="{{ this.label|e }}"
            {%- if this.help_id %} aria-describedby="{{ this.help_id|e }}"{% endif %}></div>
        {%- endmacro %}

        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }}, {{ this.options|tojavascript }}
            );
            {{ this.get_name() }}.attributionControl.setPrefix(false);
            L.control.zoom({{ this.zoom_titles|tojson }}).addTo({{ this.get_name() }});
            L.control.scale({imperial: false}).addTo({{ this.get_name() }});
            {{ this.get_name() }}.fitBounds({{ this.start_bounds|tojson }});
        {% endmacro %}
        """
    )
    # Tuples: folium's lists are shared by every map of the process and its add_*_link() would change them for all.
    default_js = ()
    default_css = ()

    def __init__(
        self,
        bounds: tuple[tuple[float, float], tuple[float, float]],
        *,
        js: tuple[str, ...],
        css: tuple[str, ...],
        label: str,
        zoom_in: str,
        zoom_out: str,
        help_id: str = "",
        **options: float | bool,
    ) -> None:
        super().__init__(location=_middle(bounds), tiles=None)
        self.options = {"zoom_control": False, **options}
        self.label, self.help_id = label, help_id
        self.start_bounds = bounds
        self.zoom_titles = {"zoomInTitle": zoom_in, "zoomOutTitle": zoom_out}
        self.default_js = tuple((url, url) for url in js)
        self.default_css = tuple((url, url) for url in css)


class RemotePoints(JSCSSMixin, Layer):
    """Points that the browser fetches by itself. The script hands the map over by an event; <store-map> listens."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.layerGroup();
            {{ this._parent.get_name() }}.getContainer().dispatchEvent(new CustomEvent("remote-points", {
                bubbles: true,
                detail: {
                    map: {{ this._parent.get_name() }},
                    layer: {{ this.get_name() }},
                    url: {{ this.url|tojson }},
                    options: {{ this.options|tojavascript }}
                }
            }));
        {% endmacro %}
        """
    )

    def __init__(self, url: str, **options: float | bool | str) -> None:
        super().__init__(name="remote-points", overlay=True, control=False)
        self._name = "RemotePoints"
        self.url = url
        self.options = options


def fix_ids(root: Element, prefix: str) -> None:
    """Ids by place in the tree instead of random ones, so that the same map renders to the same bytes."""
    root._id = prefix
    for number, child in enumerate(root._children.values()):
        fix_ids(child, f"{prefix}_{number}")


def parts(site_map: SiteMap, prefix: str) -> MapParts:
    """The map as assets, element and script. Renders once: a map is described anew for each use."""
    figure = site_map.get_root()
    fix_ids(figure, prefix)
    for child in figure._children.values():
        child.render()
    assets = figure.header._children.values()
    return MapParts(
        js_urls=tuple(asset.url for asset in assets if isinstance(asset, JavascriptLink)),
        css_urls=tuple(asset.url for asset in assets if isinstance(asset, CssLink)),
        element_html=figure.html.render().strip(),
        script=_tidy(figure.script.render()),
    )


def _middle(bounds: tuple[tuple[float, float], tuple[float, float]]) -> list[float]:
    (south, west), (north, east) = bounds
    return [(south + north) / 2, (west + east) / 2]


def _tidy(script: str) -> str:
    """Without the indentation and empty lines that the templates leave."""
    return "\n".join(line.strip() for line in script.splitlines() if line.strip()) + "\n"
