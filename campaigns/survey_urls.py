"""Beside the pages of surveys, which Wagtail serves: where the form goes, and where it leads."""

from django.urls import path

from campaigns import survey_views

urlpatterns = [
    path("khao-sat/<slug:slug>/gui/", survey_views.send, name="survey_send"),
    path("khao-sat/<slug:slug>/cam-on/", survey_views.thanks, name="survey_thanks"),
]
