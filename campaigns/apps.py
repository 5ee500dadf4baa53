from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Nội dung")

    def ready(self) -> None:
        from campaigns import registration, signals  # noqa: F401 - connect themselves
