"""What a place is and what it sells."""

from django.utils.translation import gettext_lazy as _

from home.models import CatalogueEntry


class StoreKind(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("loại điểm bán")
        verbose_name_plural = _("loại điểm bán")


class ProductCategory(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        verbose_name = _("nhóm hàng")
        verbose_name_plural = _("nhóm hàng")
