"""Days on which opening hours and working-day clocks change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """One public holiday (Labour Code 2019, art. 112, and later resolutions)."""

    class Kind(models.TextChoices):
        TET = "tet", _("Tết Nguyên đán")
        PUBLIC = "public", _("Ngày lễ")
        IN_LIEU = "in_lieu", _("Nghỉ bù")

    date = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên ngày lễ"), max_length=100)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.PUBLIC)

    class Meta:
        verbose_name = _("ngày lễ")
        verbose_name_plural = _("ngày lễ")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
