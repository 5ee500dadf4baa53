"""Addresses of feeds: /theo-doi/tat-ca.atom, /theo-doi/chu-de/<slug>.rss."""

from django.urls import path, re_path

from home.feeds import views

app_name = "feeds"
urlpatterns = [
    path("", views.hub, name="hub"),
    path("tat-ca.<slug:ending>", views.feed, name="all"),
    re_path(r"^(?P<sort>loai|chu-de|co-quan)/(?P<slug>[\w-]+)\.(?P<ending>[a-z]+)$", views.feed, name="feed"),
]
