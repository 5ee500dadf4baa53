from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoresConfig(AppConfig):
    name = "stores"
    verbose_name = _("Điểm bán")

    def ready(self) -> None:
        from home.picture_jobs import shows_pictures
        from stores import registration  # noqa: F401
        from stores.map import signals  # noqa: F401

        shows_pictures(self.get_model("Store"))
