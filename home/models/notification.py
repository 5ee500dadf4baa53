"""A mail that the site owes somebody: recorded with the event it tells of, then sent by a job (home/notify)."""

import uuid
from email.utils import parseaddr

from django.conf import settings
from django.contrib.admin import display
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.delivery.masking import masked_address, masked_links


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unfinished(self) -> "NotificationQuerySet":
        """Owed and neither sent nor given up."""
        return self.filter(status__in=[Notification.Status.QUEUED, Notification.Status.SENDING])

    def erasable(self) -> "NotificationQuerySet":
        """Settled and still holding whom it went to and what it said."""
        settled = [Notification.Status.SENT, Notification.Status.FAILED]
        return self.filter(status__in=settled, erased_at__isnull=True)


class Notification(models.Model):
    """One mail to one person. Only home/notify writes its status."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Không gửi được")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại thư"), max_length=60)
    language = models.CharField(_("ngôn ngữ"), max_length=5, choices=settings.LANGUAGES, default="vi")
    recipient = models.CharField(_("người nhận"), max_length=254, blank=True)
    subject = models.CharField(_("tiêu đề"), max_length=255, blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    html = models.TextField(_("nội dung HTML"), blank=True)
    headers = models.JSONField(_("dòng đầu thư"), default=dict, blank=True)
    status = models.CharField(_("trạng thái"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    last_error = models.TextField(_("lỗi gần nhất"), blank=True)
    dedupe_key = models.CharField(_("khóa chống trùng"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    erased_at = models.DateTimeField(_("xóa dữ liệu cá nhân lúc"), null=True, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.CharField(max_length=64, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    objects = NotificationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thư báo")
        verbose_name_plural = _("thư báo")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "created_at"], name="notification_by_status"),
            models.Index(fields=["content_type", "object_id"], name="notification_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so a receiver can tell a mail sent again after a crash from a new one."""
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        return f"<{self.uid}@{sender.rpartition('@')[2] or 'localhost'}>"

    @display(description=_("người nhận (che bớt)"))
    def masked_recipient(self) -> str:
        return masked_address(self.recipient)

    def get_body_display(self) -> str:
        """As staff may read it: a private link is its receiver's authority, not ours."""
        return masked_links(self.body)
