"""Changes of units that staff recorded: what was decided, what it made of the units, and who did what when.

Only the verbs of home/units/changes.py write here.
"""

from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.units import Unit


class UnitChange(models.Model):
    """One decision about units, with the day on which it takes effect. Never deleted."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Sáp nhập")
        SPLIT = "split", _("Chia tách")
        RENAME = "rename", _("Đổi tên")
        RETYPE = "retype", _("Đổi loại (xã, phường)")

    class State(models.TextChoices):
        PLANNED = "planned", _("Chờ ngày hiệu lực")
        APPLIED = "applied", _("Đã áp dụng")
        FAILED = "failed", _("Không áp dụng được")
        CANCELLED = "cancelled", _("Đã hủy trước khi áp dụng")
        UNDONE = "undone", _("Đã hoàn tác")

    kind = models.CharField(_("loại thay đổi"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("ngày hiệu lực"))
    decision = models.CharField(_("văn bản"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=255)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.PLANNED)
    problem = models.TextField(_("vì sao không áp dụng được"), blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đổi xã, phường")
        verbose_name_plural = _("đổi xã, phường")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.summary

    @property
    def ended(self) -> list[Unit]:
        return [part.unit for part in self.parts.all() if part.side == UnitChangePart.Side.BEFORE and part.unit]

    @property
    def receivers(self) -> "list[UnitChangePart]":
        return [part for part in self.parts.all() if part.side == UnitChangePart.Side.AFTER]

    @property
    def summary(self) -> str:
        """ "Xã Quân Chu → Phường Quân Chu"."""
        after = ", ".join(part.full_name for part in self.receivers)
        return f"{', '.join(unit.full_name for unit in self.ended)} → {after}"

    @property
    def is_due(self) -> bool:
        return self.state == self.State.PLANNED and self.on <= timezone.localdate()


class UnitChangePart(models.Model):
    """A unit that ends with a change, or one that receives its ground: there already, or made by the change."""

    class Side(models.TextChoices):
        BEFORE = "before", _("kết thúc")
        AFTER = "after", _("tiếp nhận")

    change = models.ForeignKey(UnitChange, on_delete=models.PROTECT, related_name="parts")
    side = models.CharField(max_length=10, choices=Side.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    is_new = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=Unit.Kind.choices, blank=True)
    name = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=10, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """As the change says it, also before the unit exists."""
        return f"{Unit.Kind(self.kind).label} {self.name}" if self.is_new else str(self.unit)


class UnitEvent(models.Model):
    """One line of the append-only log: what was done about units, by whom, and all that undoing it needs."""

    class Verb(models.TextChoices):
        RECORDED = "recorded", _("Ghi nhận")
        APPLIED = "applied", _("Áp dụng")
        FAILED = "failed", _("Không áp dụng được")
        CANCELLED = "cancelled", _("Hủy")
        UNDONE = "undone", _("Hoàn tác")
        PLACED = "placed", _("Xếp về đơn vị mới")

    change = models.ForeignKey(
        UnitChange, verbose_name=_("thay đổi"), null=True, on_delete=models.PROTECT, related_name="events"
    )
    verb = models.CharField(_("việc"), max_length=10, choices=Verb.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người làm"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    text = models.TextField(_("nội dung"), blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("nhật ký đổi xã, phường")
        verbose_name_plural = _("nhật ký đổi xã, phường")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y} {self.get_verb_display()}: {self.text}"

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise TypeError("The log of units is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError("The log of units is append-only.")
