"""What readers say of a page: useful or not, and maybe a word on what is missing (home/feedback)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.yes_no import YES_NO

LONGEST_TEXT = 1000


class FeedbackState(models.TextChoices):
    """How far staff are with what was written."""

    NEW = "new", _("Mới")
    READ = "read", _("Đã đọc")
    DONE = "done", _("Đã xử lý")


class PageFeedback(models.Model):
    """One answer. Of the reader nothing is kept: no address, no time but the day."""

    page = models.ForeignKey(Page, verbose_name=_("trang"), on_delete=models.CASCADE, related_name="feedback")
    agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("cơ quan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Cơ quan chịu trách nhiệm về trang lúc người đọc góp ý."),
    )
    language = models.CharField(_("ngôn ngữ"), max_length=5, choices=settings.LANGUAGES, default="vi")
    day = models.DateField(_("ngày"), default=timezone.localdate)
    useful = models.BooleanField(_("có ích"), choices=YES_NO)
    counted = models.BooleanField(
        _("được đếm"),
        default=True,
        choices=YES_NO,
        help_text=_("Mỗi ngày một mạng chỉ được đếm một lần cho mỗi trang."),
    )
    text = models.TextField(_("lời góp ý"), blank=True, max_length=LONGEST_TEXT)
    state = models.CharField(_("trạng thái"), max_length=10, choices=FeedbackState.choices, default=FeedbackState.NEW)
    note = models.TextField(_("ghi chú nội bộ"), blank=True, max_length=2000)

    wagtail_reference_index_ignore = True
    panels = [
        FieldPanel("page", read_only=True),
        FieldPanel("useful", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("day", read_only=True),
        FieldPanel("state"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("góp ý của người đọc")
        verbose_name_plural = _("góp ý của người đọc")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["page", "counted", "useful"], name="feedback_by_page")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
