"""Facts about a store that do not wait for an editor: where it stands, when it is open, when somebody made sure of it.

Written by the verbs of stores/facts.py and stores/review.py. They are no fields of the revisioned snippet, so publishing
an old draft does not change them (architecture §10).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from stores.enums import PositionPrecision, VerifiedHow
from stores.hours import validate_hours
from stores.models.store import Store


class StoreFact(models.Model):
    """Who last set a fact, when, and from what."""

    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    set_at = models.DateTimeField(_("ghi lúc"), auto_now=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        abstract = True


class StorePosition(StoreFact):
    """Where the store stands, WGS 84 degrees, and how exactly that is known. No row means: no position."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="position")
    lat = models.FloatField(_("vĩ độ"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lng = models.FloatField(_("kinh độ"), validators=[MinValueValidator(-180), MaxValueValidator(180)])
    precision = models.CharField(_("độ chính xác"), max_length=10, choices=PositionPrecision.choices)

    class Meta:
        verbose_name = _("vị trí")
        verbose_name_plural = _("vị trí")

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lng:.5f}"


class StoreHours(StoreFact):
    """Opening hours in the OSM syntax. No row, or an empty one, means unknown: never shown as closed."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="hours")
    rule = models.CharField(_("giờ mở cửa"), max_length=255, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("giờ mở cửa")
        verbose_name_plural = _("giờ mở cửa")

    def __str__(self) -> str:
        return self.rule

    def clean(self) -> None:
        if self.rule and (problem := validate_hours(self.rule)):
            raise ValidationError({"rule": problem})


class StoreVerification(StoreFact):
    """When somebody last made sure that what is said of the store is true; and who wants it done again, since when."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="verification")
    verified_on = models.DateField(_("kiểm tra gần nhất"), null=True, blank=True)
    how = models.CharField(_("cách kiểm tra"), max_length=10, choices=VerifiedHow.choices, blank=True)
    asked_on = models.DateField(_("đề nghị kiểm tra lại từ ngày"), null=True, blank=True)
    asked_reason = models.CharField(_("vì sao kiểm tra lại"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("lần kiểm tra thông tin")
        verbose_name_plural = _("lần kiểm tra thông tin")

    def __str__(self) -> str:
        return f"{self.verified_on:%d/%m/%Y}" if self.verified_on else "–"
