"""What background work remembers besides the queue itself (the queue is django-tasks-db's own table)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobWorker(models.Model):
    """A living worker. `beats` grows while it lives, also during a long job; who stands still is dead."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    beats = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()  # for people; nothing is decided by it

    class Meta:
        verbose_name = _("tiến trình nền")
        verbose_name_plural = _("tiến trình nền")

    def __str__(self) -> str:
        return f"{self.host}/{self.pid}"


class JobKey(models.Model):
    """The last job queued under a key, so that the same work does not wait twice."""

    key = models.CharField(max_length=200, unique=True)
    task = models.ForeignKey(
        "django_tasks_database.DBTaskResult", null=True, on_delete=models.CASCADE, related_name="job_keys"
    )
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("khóa việc nền")
        verbose_name_plural = _("khóa việc nền")

    def __str__(self) -> str:
        return self.key
