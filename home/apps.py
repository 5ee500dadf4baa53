from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class HomeConfig(AppConfig):
    name = "home"
    default = True
    verbose_name = _("Nền tảng")

    def ready(self) -> None:
        from home import registration, signals  # noqa: F401


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our screens (home/viewsets.py); stands in its place in INSTALLED_APPS."""

    user_viewset = "home.viewsets.StaffViewSet"
