"""Addresses of the screens beside the form of a store, below the admin's own."""

from django.urls import path

from stores.admin import fact_views, owner


def urls() -> list:
    """For the hook `register_admin_urls`; Wagtail lets only people in who may enter the admin."""
    return [
        path("diem-ban/doc-toa-do/", fact_views.read_pasted, name="store_read_point"),
        path("diem-ban/doc-gio/", fact_views.read_hours, name="store_read_hours"),
        path("diem-ban/<int:pk>/vi-tri/", fact_views.PositionView.as_view(), name="store_position"),
        path("diem-ban/<int:pk>/gio-mo-cua/", fact_views.HoursView.as_view(), name="store_hours"),
        path("diem-ban/<int:pk>/thong-tin-rieng/", owner.owner, name="store_owner"),
    ]
