from django.urls import include, path

from stores import views

app_name = "stores"

urlpatterns = [
    path("", views.directory, name="directory"),
    path("ban-do/", include("stores.map.urls")),
    path("xa-phuong/", include("stores.units.urls")),
    path("<slug:slug>/", views.detail, name="detail"),
]
