"""The two networks of places and the criteria by which a place joins them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Scheme(models.Model):
    """A recognition a place can hold. Both schemes run on one engine; what differs is data."""

    class Mark(models.TextChoices):
        GREEN = "xanh", _("Vòng tròn ba hàng chè")
        VIETNAMESE = "viet", _("Hình thoi thổ cẩm")

    slug = models.SlugField(_("đường dẫn"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=100)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=100, blank=True)
    short_name = models.CharField(_("tên ngắn"), max_length=40)
    short_name_en = models.CharField(_("tên ngắn bằng tiếng Anh"), max_length=40, blank=True)
    mark = models.CharField(_("dấu hiệu"), max_length=10, choices=Mark.choices)
    summary = models.CharField(_("tóm tắt"), max_length=255)
    description = models.TextField(_("mô tả"), blank=True)
    number_prefix = models.CharField(_("đầu số công nhận"), max_length=10)
    validity_months = models.PositiveSmallIntegerField(_("hiệu lực (tháng)"))
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("danh hiệu")
        verbose_name_plural = _("danh hiệu")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name

    @property
    def short_label(self) -> str:
        """The short name in the reader's language; the full English one where no short one was written."""
        english = self.short_name_en or self.name_en
        return (english if get_language() == "en" else "") or self.short_name


class CriteriaSet(models.Model):
    """One version of a scheme's criteria. A recognition keeps the version it was decided by."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        IN_FORCE = "in_force", _("Đang áp dụng")
        RETIRED = "retired", _("Đã thay thế")

    scheme = models.ForeignKey(
        Scheme, verbose_name=_("danh hiệu"), on_delete=models.PROTECT, related_name="criteria_sets"
    )
    version = models.PositiveSmallIntegerField(_("phiên bản"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    in_force_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["scheme", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="one_criteria_set_per_version"),
            models.UniqueConstraint(fields=["scheme"], condition=Q(state="in_force"), name="one_criteria_set_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.short_name}, {_('phiên bản')} {self.version}"


class Criterion(models.Model):
    """One thing a place does, and how it is shown."""

    class Kind(models.TextChoices):
        MANDATORY = "mandatory", _("Bắt buộc")
        SCORED = "scored", _("Tính điểm")
        ENCOURAGED = "encouraged", _("Khuyến khích")

    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("bộ tiêu chí"), on_delete=models.PROTECT, related_name="criteria"
    )
    code = models.CharField(_("mã"), max_length=10)
    text = models.CharField(_("tiêu chí"), max_length=255)
    help = models.TextField(_("giải thích"), blank=True)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    weight = models.PositiveSmallIntegerField(_("điểm"), default=0)
    evidence = models.CharField(_("bằng chứng"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "code"], name="one_criterion_per_code")]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"
