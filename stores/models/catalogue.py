"""What a place is, what it sells and what it does for less waste."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models import CatalogueEntry
from stores.enums import PracticeIcon


class StoreKind(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("loại điểm bán")
        verbose_name_plural = _("loại điểm bán")


class ProductCategory(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("nhóm hàng")
        verbose_name_plural = _("nhóm hàng")


class GreenPractice(CatalogueEntry):
    """Something a place says it does. What an inspector saw is another thing: recognition.py."""

    icon = models.CharField(_("hình"), max_length=20, choices=PracticeIcon.choices, default=PracticeIcon.CHECK)

    class Meta(CatalogueEntry.Meta):
        verbose_name = _("việc làm xanh")
        verbose_name_plural = _("việc làm xanh")
