"""Who asked to be told of news by mail (home/subscriptions)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Frequency(models.TextChoices):
    """How often at most; nothing is sent while nothing is new."""

    DAILY = "daily", _("Nhiều nhất một thư mỗi ngày")
    WEEKLY = "weekly", _("Nhiều nhất một thư mỗi tuần, sáng thứ Hai")


class Subscription(models.Model):
    """One mail address and what it wants to hear of. Whoever leaves is deleted: nothing is kept.

    `choices` holds by source (home.registry.AlertSource) and group what was ticked: `{"pages": {"chu-de": ["3"]}}`. A
    group without a tick means everything; a source that is not there means nothing of it.
    """

    email = models.CharField(_("thư điện tử"), max_length=254)
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    language = models.CharField(_("ngôn ngữ"), max_length=5, choices=settings.LANGUAGES, default="vi")
    frequency = models.CharField(
        _("bao lâu một thư"), max_length=10, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    choices = models.JSONField(_("muốn biết về"), default=dict)
    consent_version = models.CharField(_("bản lời đồng ý"), max_length=20)
    asked_at = models.DateTimeField(_("đăng ký lúc"))
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    told_until = models.DateTimeField(_("đã báo đến lúc"), null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(_("số lần bị từ chối liên tiếp"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("người nhận tin")
        verbose_name_plural = _("người nhận tin")
        ordering = ["pk"]
        indexes = [models.Index(fields=["frequency", "told_until"], name="subscription_by_due")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class CorrectionNotice(models.Model):
    """When the public first saw a correction. Its own date is a day that an editor typed, maybe another one."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    block = models.CharField(max_length=64)
    text = models.TextField(_("sửa gì"), blank=True)
    published_at = models.DateTimeField(_("đăng lúc"))

    class Meta:
        verbose_name = _("đính chính đã đăng")
        verbose_name_plural = _("đính chính đã đăng")
        constraints = [models.UniqueConstraint(fields=["page", "block"], name="a_correction_is_noted_once")]
        indexes = [models.Index(fields=["published_at"], name="correction_by_time")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.published_at:%d/%m/%Y}"
