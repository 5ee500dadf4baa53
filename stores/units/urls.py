"""Addresses under /diem-ban/xa-phuong/; "xa-phuong" is therefore no store's slug."""

from django.urls import path

from stores.units import views

urlpatterns = [
    path("", views.units, name="units"),
    path("<slug:slug>/", views.unit, name="unit"),
]
