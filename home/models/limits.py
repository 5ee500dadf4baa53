"""Counting attempts, so that guessing and flooding end soon."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LimitHit(models.Model):
    """One attempt under a limit. `key` is an HMAC with the day's salt: who it was cannot be read from it, nor tomorrow
    be matched with today."""

    limit = models.CharField(_("giới hạn"), max_length=40)
    key = models.CharField(_("khóa"), max_length=64)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lượt thử")
        verbose_name_plural = _("lượt thử")
        indexes = [models.Index(fields=["limit", "key", "at"], name="limit_hit_lookup")]

    def __str__(self) -> str:
        return f"{self.limit} {self.at:%d/%m/%Y %H:%M}"
