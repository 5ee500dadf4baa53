"""Addresses around events. Those below the page of events are written as expressions, because `su-kien` is a page's slug
and must not be reserved as the first part of a route (home/slugs.py)."""

from django.urls import path, re_path

from campaigns.events import views

urlpatterns = [
    re_path(r"^su-kien/(?P<slug>[a-z0-9-]+)\.ics$", views.event_calendar, name="event_calendar"),
    re_path(r"^su-kien/(?P<slug>[a-z0-9-]+)/dang-ky/$", views.register, name="event_register"),
    re_path(r"^su-kien/(?P<slug>[a-z0-9-]+)/dang-ky/(?P<answer>[\w:.-]+)/$", views.registered, name="event_registered"),
    path("dang-ky-su-kien/<str:token>/", views.registration, name="event_registration"),
    path("lich-su-kien.ics", views.all_calendar, name="events_calendar"),
    path("chu-de/<slug:slug>/su-kien.ics", views.topic_calendar, name="topic_calendar"),
    path("co-quan/<slug:slug>/su-kien.ics", views.agency_calendar, name="agency_calendar"),
]
