"""Files that stand beside a page, under its own address."""

from django.urls import re_path

from campaigns.views import handbooks, leaflets

app_name = "campaigns"
urlpatterns = [
    re_path(r"^(?P<path>(?:[^/]+/)+)to-roi\.pdf$", leaflets.leaflet_file, name="leaflet"),
    re_path(r"^(?P<path>(?:[^/]+/)+)ban-in\.pdf$", handbooks.handbook_file, name="handbook"),
]
