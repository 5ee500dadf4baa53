"""What a place is and what it sells."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class CatalogueEntry(models.Model):
    """A name in both languages, in an order staff choose."""

    name = models.CharField(_("tên"), max_length=100, unique=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=100, blank=True)
    slug = models.SlugField(_("đường dẫn"), max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return (self.name_en if get_language() == "en" else "") or self.name


class StoreKind(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("loại điểm bán")
        verbose_name_plural = _("loại điểm bán")


class ProductCategory(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("nhóm hàng")
        verbose_name_plural = _("nhóm hàng")
