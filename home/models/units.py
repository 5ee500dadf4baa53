"""Administrative units: today's communes and wards, and the former communes and districts people still search by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.text import fold, sort_key


class UnitQuerySet(models.QuerySet["Unit"]):
    def current(self) -> "UnitQuerySet":
        """Today's communes and wards."""
        return self.filter(level=Unit.Level.COMMUNE, valid_to__isnull=True)

    def former(self) -> "UnitQuerySet":
        return self.filter(valid_to__isnull=False)

    def former_districts(self) -> "UnitQuerySet":
        return self.former().filter(level=Unit.Level.DISTRICT)


class Unit(models.Model):
    """One unit in one span of time. A code may recur: the new Phường Đức Xuân carries the old one's code.

    The type word ("xã", "phường") and the name are kept apart because types change and sorting ignores them.
    """

    class Level(models.TextChoices):
        COMMUNE = "commune", _("xã, phường")
        DISTRICT = "district", _("huyện, thành phố (cũ)")

    class Kind(models.TextChoices):
        XA = "xa", _("Xã")
        PHUONG = "phuong", _("Phường")
        THI_TRAN = "thi_tran", _("Thị trấn")
        HUYEN = "huyen", _("Huyện")
        THANH_PHO = "thanh_pho", _("Thành phố")
        THI_XA = "thi_xa", _("Thị xã")

    code = models.CharField(_("mã"), max_length=10)
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices, default=Level.COMMUNE)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=100, help_text=_("Không kèm chữ “Xã”, “Phường”."))
    slug = models.SlugField(_("đường dẫn"), max_length=120, unique=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    folded = models.CharField(max_length=100, editable=False, db_index=True)
    province_name = models.CharField(_("tỉnh"), max_length=100)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("huyện cũ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    lat = models.FloatField(_("vĩ độ"), null=True, blank=True)
    lng = models.FloatField(_("kinh độ"), null=True, blank=True)
    bbox_w = models.FloatField(null=True, blank=True, editable=False)
    bbox_s = models.FloatField(null=True, blank=True, editable=False)
    bbox_e = models.FloatField(null=True, blank=True, editable=False)
    bbox_n = models.FloatField(null=True, blank=True, editable=False)
    area_km2 = models.FloatField(_("diện tích (km²)"), null=True, blank=True)
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("xã, phường")
        verbose_name_plural = _("xã, phường")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level"], condition=Q(valid_to__isnull=True), name="one_current_unit_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        self.sort_key = sort_key(self.name)
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """ "Phường Phan Đình Phùng": the type word, then the name."""
        # Looked up directly: Django's own way hashes every choice, and lists name all communes.
        return f"{_KIND_LABELS.get(self.kind, self.kind)} {self.name}"

    @property
    def is_current(self) -> bool:
        return self.valid_to is None


_KIND_LABELS = dict(Unit.Kind.choices)


class UnitSuccession(models.Model):
    """What became of a former unit: all of it, or a part, went to another unit on a day."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần")

    old = models.ForeignKey(Unit, verbose_name=_("đơn vị cũ"), on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, verbose_name=_("đơn vị mới"), on_delete=models.PROTECT, related_name="origins")
    extent = models.CharField(_("phạm vi"), max_length=10, choices=Extent.choices, default=Extent.WHOLE)
    on = models.DateField(_("ngày hiệu lực"))
    decision = models.CharField(_("văn bản"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("thay đổi đơn vị")
        verbose_name_plural = _("thay đổi đơn vị")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="one_succession_per_pair")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
