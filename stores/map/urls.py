"""Addresses under /diem-ban/ban-do/; "ban-do" is therefore no store's slug."""

from django.urls import path, register_converter

from stores.map import views


class VersionConverter:
    """A generation's number and the hash of what was built for it: "17-3fa9c1d2e4b5"."""

    regex = "[0-9]{1,18}-[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DigestConverter(VersionConverter):
    regex = "[0-9a-f]{12}"


register_converter(VersionConverter, "map_version")
register_converter(DigestConverter, "map_digest")

urlpatterns = [
    path("", views.to_directory, name="map"),
    path("moi-nhat", views.latest, name="map_latest"),
    path("<map_digest:digest>.js", views.script, name="map_script"),
    path("dia-danh.<map_digest:digest>.json", views.labels, name="map_labels"),
    path("<map_version:version>/diem.json", views.points_file, name="map_points"),
    path("<map_version:version>/loc.json", views.facets_file, name="map_facets"),
    path("<map_version:version>/ten.json", views.names, name="map_names"),
    path("<map_version:version>/tim.json", views.words, name="map_words"),
    path("<map_version:version>/cho.json", views.places, name="map_places"),
]
