from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Nền tảng")

    def ready(self) -> None:
        from home import registration, signals  # noqa: F401
