"""Beside the pages of surveys, which Wagtail serves: where the form goes, and where it leads."""

from django.urls import path

from campaigns.surveys import views

urlpatterns = [
    path("khao-sat/<slug:slug>/gui/", views.send, name="survey_send"),
    path("khao-sat/<slug:slug>/cam-on/", views.thanks, name="survey_thanks"),
]
