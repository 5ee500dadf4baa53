"""Quizzes: every answer is explained, nothing is stored."""

from dataclasses import dataclass

from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from campaigns.blocks import QuizQuestionsBlock
from home.models import BasePage, ContentPage
from home.visibility import public_pages


@dataclass(frozen=True)
class QuizOption:
    """One option of a question. What it says of itself is empty until the question is answered."""

    number: int
    text: str
    correct: bool
    chosen: bool


@dataclass(frozen=True)
class QuizQuestion:
    """A question as a reader sees it, before and after answering."""

    name: str  # of the field in the address: "c1"
    number: int
    value: dict
    options: list[QuizOption]

    @property
    def is_answered(self) -> bool:
        return any(option.chosen for option in self.options)

    @property
    def is_right(self) -> bool:
        return any(option.chosen and option.correct for option in self.options)


class QuizPage(ContentPage):
    """A short quiz. The answers travel in the address, so they can be sent, and are kept nowhere."""

    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    intro = models.TextField(_("lời dẫn"), blank=True)
    questions = StreamField(QuizQuestionsBlock(), verbose_name=_("câu hỏi"))

    template = "campaigns/quiz_page.html"
    parent_page_types = ["campaigns.SurveyIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("is_sample"),
        FieldPanel("intro"),
        FieldPanel("questions"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("intro"), index.SearchField("questions")]

    class Meta:
        verbose_name = _("câu đố")
        verbose_name_plural = _("câu đố")

    @property
    def kind_label(self) -> str:
        return str(_("Câu đố"))

    def asked(self, answers: QueryDict) -> list[QuizQuestion]:
        """The questions with what was answered; an answer that is no option is as if not given."""
        asked = []
        for number, block in enumerate(self.questions, start=1):
            name = f"c{number}"
            options = [
                QuizOption(place, option["text"], bool(option["correct"]), answers.get(name) == str(place))
                for place, option in enumerate(block.value["options"], start=1)
            ]
            asked.append(QuizQuestion(name, number, block.value, options))
        return asked

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        asked = self.asked(request.GET)
        answered = [question for question in asked if question.is_answered]
        context |= {
            "asked": asked,
            "is_sent": bool(answered),
            "right": sum(question.is_right for question in answered),
            "unanswered": len(asked) - len(answered),
        }
        return context


class SurveyIndexPage(BasePage):
    """Where readers are asked: open surveys first, then quizzes, then what is over."""

    template = "campaigns/survey_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.SurveyPage", "campaigns.QuizPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục khảo sát, câu đố")
        verbose_name_plural = _("mục khảo sát, câu đố")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from campaigns.models.survey import SurveyPage, SurveyState

        surveys = list(public_pages(SurveyPage.objects.child_of(self)).order_by("-closes"))
        for survey in surveys:
            survey.limit_freshness(request)
        context = super().get_context(request, *args, **kwargs)
        context |= {
            "open_surveys": [survey for survey in surveys if survey.state != SurveyState.CLOSED],
            "closed_surveys": [survey for survey in surveys if survey.state == SurveyState.CLOSED],
            "quizzes": list(public_pages(QuizPage.objects.child_of(self)).order_by("-first_published_at", "-pk")),
        }
        return context
