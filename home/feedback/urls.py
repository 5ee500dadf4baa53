"""Addresses behind the two buttons at a page's end, below `gop-y/`."""

from django.urls import path

from home.feedback import views

urlpatterns = [
    path("<int:pk>/", views.back, name="page_feedback"),
    path("<int:pk>/gui/", views.send, name="page_feedback_send"),
    path("<int:pk>/xong/", views.done, name="page_feedback_done"),
    path("<int:pk>/<str:answer>/", views.thanks, name="page_feedback_thanks"),
    path("<int:pk>/<str:answer>/gui/", views.send_text, name="page_feedback_text"),
]
