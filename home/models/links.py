"""Private links: an address that is somebody's whole authority (home/links)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PrivateLinkQuerySet(models.QuerySet["PrivateLink"]):
    def usable(self) -> "PrivateLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PrivateLink(models.Model):
    """One token for one purpose on one object. The token itself is only in the mail that carried it."""

    purpose = models.CharField(_("dùng để"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    target = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    objects = PrivateLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("đường dẫn riêng")
        verbose_name_plural = _("đường dẫn riêng")
        indexes = [models.Index(fields=["content_type", "object_id"], name="private_link_by_target")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
