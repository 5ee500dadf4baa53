"""Addresses of mail alerts, below `theo-doi/thu/`."""

from django.urls import path

from home.subscriptions import views

urlpatterns = [
    path("", views.form_page, name="alerts"),
    path("gui/", views.ask, name="alerts_ask"),
    path("da-gui/", views.asked, name="alerts_asked"),
    path("xac-nhan/<str:token>/", views.confirm, name="alerts_confirm"),
    path("<str:token>/", views.manage, name="alerts_manage"),
    path("<str:token>/roi/", views.leave, name="alerts_leave"),
]
