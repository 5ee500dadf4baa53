"""Surveys: anonymous answers, counted; who answered is never known."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from campaigns.blocks import SurveyQuestionsBlock
from home.delivery.decorators import fresh_at_most
from home.models import ContentPage

RECOUNT = timedelta(minutes=10)  # how old public counts may be while answers come in


class SurveyState(models.TextChoices):
    """Where today stands between the first and the last day; computed, never stored."""

    UPCOMING = "upcoming", _("Sắp mở")
    OPEN = "open", _("Đang lấy ý kiến")
    CLOSED = "closed", _("Đã kết thúc")


class ResultsShown(models.TextChoices):
    """When the public may see the counts."""

    NEVER = "never", _("Không công bố")
    AFTER_CLOSE = "closed", _("Sau khi kết thúc")
    ALWAYS = "always", _("Ngay trong lúc lấy ý kiến")


class SurveyPage(ContentPage):
    """One survey, open from a day to a day."""

    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    opens = models.DateField(_("ngày mở"))
    closes = models.DateField(_("ngày cuối nhận trả lời"))
    intro = models.TextField(_("lời dẫn"), blank=True)
    consent_text = models.TextField(
        _("lời xin đồng ý"),
        help_text=_("Hỏi để làm gì, ai đọc, giữ bao lâu. Người trả lời phải đánh dấu đồng ý."),
    )
    questions = StreamField(SurveyQuestionsBlock(), verbose_name=_("câu hỏi"))
    results_shown = models.CharField(
        _("công bố kết quả"), max_length=10, choices=ResultsShown.choices, default=ResultsShown.AFTER_CLOSE
    )

    template = "campaigns/survey_page.html"
    parent_page_types = ["campaigns.SurveyIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("is_sample"),
                FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                FieldPanel("results_shown"),
            ],
            heading=_("Khảo sát"),
        ),
        FieldPanel("intro"),
        FieldPanel("consent_text"),
        FieldPanel("questions"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("intro"), index.SearchField("questions")]

    class Meta:
        verbose_name = _("khảo sát")
        verbose_name_plural = _("khảo sát")

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and self.closes < self.opens:
            raise ValidationError({"closes": _("Ngày cuối phải bằng hoặc sau ngày mở.")})

    @property
    def kind_label(self) -> str:
        return str(_("Khảo sát"))

    @property
    def state(self) -> SurveyState:
        """The last day still belongs to the survey."""
        today = timezone.localdate()
        if today < self.opens:
            return SurveyState.UPCOMING
        return SurveyState.OPEN if today <= self.closes else SurveyState.CLOSED

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def shows_results(self) -> bool:
        if self.results_shown == ResultsShown.AFTER_CLOSE:
            return self.state == SurveyState.CLOSED
        return self.results_shown == ResultsShown.ALWAYS

    def limit_freshness(self, request: HttpRequest) -> None:
        """The page turns by itself at the midnights at which the survey opens and closes, and while it counts."""
        days = {SurveyState.UPCOMING: self.opens, SurveyState.OPEN: self.closes + timedelta(days=1)}
        day = days.get(self.state)
        fresh_at_most(request, timezone.make_aware(datetime.combine(day, time.min)) if day else None)
        if self.shows_results and self.state == SurveyState.OPEN:
            fresh_at_most(request, timezone.now() + RECOUNT)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from campaigns.surveys.forms import SurveyForm
        from campaigns.surveys.results import results_of

        context = super().get_context(request, *args, **kwargs)
        self.limit_freshness(request)
        context["form"] = kwargs.get("form") or SurveyForm(self)
        context["results"] = results_of(self) if self.shows_results else None
        return context


class SurveyResponse(models.Model):
    """The answers of one person: by question, without name, address or time of day."""

    survey = models.ForeignKey(
        SurveyPage, verbose_name=_("khảo sát"), on_delete=models.CASCADE, related_name="responses"
    )
    answered_on = models.DateField(_("ngày trả lời"), default=timezone.localdate)
    answers = models.JSONField(_("câu trả lời"))

    class Meta:
        verbose_name = _("phiếu trả lời")
        verbose_name_plural = _("phiếu trả lời")
        indexes = [models.Index(fields=["survey", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.pk}"
