"""Which daily job ran for which day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """One daily job on one day. The row is the claim: whoever writes it first has the job run, nobody else."""

    name = models.CharField(_("việc"), max_length=100)
    day = models.DateField(_("ngày"))
    queued_at = models.DateTimeField(_("xếp hàng lúc"), auto_now_add=True)
    succeeded_at = models.DateTimeField(_("xong lúc"), null=True)
    outcome = models.CharField(_("kết quả"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lượt chạy hằng ngày")
        verbose_name_plural = _("lượt chạy hằng ngày")
        ordering = ["-day", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_run_per_job_and_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day:%d/%m/%Y}"
