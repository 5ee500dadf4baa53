from django.urls import path

from campaigns.alternatives import views

app_name = "alternatives"

urlpatterns = [
    path("", views.finder, name="finder"),
    path("tai-ve.csv", views.download, name="csv"),
]
