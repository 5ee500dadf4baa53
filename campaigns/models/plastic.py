"""What an alternative is found by: the plastic thing that somebody wants to be rid of, and where they stand."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.models.catalogue import CatalogueEntry
from home.search.rows import row_text


class Drawing(models.TextChoices):
    """Small drawings of the things to be rid of: square files of the same name under static/img/illustrations/."""

    BAG = "nhua-tui", _("Túi ni lông")
    FOAM_BOX = "nhua-hop-xop", _("Hộp xốp")
    STRAW = "nhua-ong-hut", _("Ống hút nhựa")
    BOTTLE = "nhua-chai", _("Chai nước nhựa")
    CUP = "nhua-coc", _("Cốc nhựa")
    FILM = "nhua-mang-boc", _("Màng bọc thực phẩm")
    CUTLERY = "nhua-thia", _("Thìa, đũa dùng một lần")
    PLATES = "nhua-bat-dia", _("Bát đĩa nhựa")
    SACHET = "nhua-goi-nho", _("Gói nhỏ, chai nhỏ")
    TABLE_COVER = "nhua-khan-trai", _("Khăn trải bàn ni lông")
    BOOK_COVER = "nhua-boc-vo", _("Bìa bọc vở")
    WIPES = "nhua-khan-uot", _("Khăn ướt gói ni lông")


class PlasticItem(CatalogueEntry):
    """A plastic thing that people want to be rid of."""

    other_names = models.CharField(
        _("tên khác"),
        max_length=255,
        blank=True,
        help_text=_("Cách nhau bằng dấu chấm phẩy; người đọc gõ tên nào cũng tìm thấy."),
    )
    illustration = models.CharField(_("hình vẽ"), max_length=30, blank=True, choices=Drawing.choices)
    folded = models.TextField(editable=False, default="")

    class Meta(CatalogueEntry.Meta):
        verbose_name = _("món đồ nhựa")
        verbose_name_plural = _("món đồ nhựa")

    def save(self, *args, **kwargs) -> None:
        self.folded = row_text(self.name, self.name_en, self.other_names)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('alternatives:finder')}?thay={self.slug}"


class Situation(CatalogueEntry):
    """Where somebody stands when they need the thing: at the market, in an eatery…"""

    class Meta(CatalogueEntry.Meta):
        verbose_name = _("hoàn cảnh")
        verbose_name_plural = _("hoàn cảnh")
