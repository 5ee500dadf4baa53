"""Agencies that write, coordinate or issue: today's, and those they came from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.local_text import LocalText


class Agency(models.Model):
    """An office of the province. One that was merged keeps its row and points to its successor."""

    name = models.CharField(_("tên cơ quan"), max_length=200, unique=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    abbreviation = models.CharField(_("tên viết tắt"), max_length=20, blank=True)
    slug = models.SlugField(_("đường dẫn"), max_length=200, unique=True)
    former_names = models.TextField(_("tên cũ"), blank=True, help_text=_("Mỗi dòng một tên từng dùng."))
    successor = models.ForeignKey(
        "self",
        verbose_name=_("cơ quan kế tục"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    ended_on = models.DateField(_("ngày chấm dứt"), null=True, blank=True)
    note = models.TextField(_("ghi chú nội bộ"), blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agency", args=[self.slug])

    @property
    def names_before(self) -> list[str]:
        return [name.strip() for name in self.former_names.splitlines() if name.strip()]

    @property
    def label(self) -> LocalText:
        """The name in the reader's language, the Vietnamese one where no English is known."""
        return LocalText(self.name, self.name_en)

    @property
    def today(self) -> "Agency":
        """The office that does this one's work now (itself when it still exists)."""
        agency = self
        while agency.successor is not None:
            agency = agency.successor
        return agency
