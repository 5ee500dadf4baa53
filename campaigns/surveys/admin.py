"""What staff see of a survey: the counts, the texts people wrote, and a workbook of everything."""

from collections.abc import Iterator
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from campaigns.models import SurveyPage, SurveyResponse
from campaigns.surveys.questions import Question, questions_of
from campaigns.surveys.results import results_of

PERMISSION = "campaigns.view_surveyresponse"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def readable_survey(request: HttpRequest, pk: int) -> SurveyPage:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return get_object_or_404(SurveyPage, pk=pk)


def results(request: HttpRequest, pk: int) -> HttpResponse:
    """All counts, few or many, and the words of those who wrote."""
    survey = readable_survey(request, pk)
    texts = [(question, list(_texts(survey, question))) for question in questions_of(survey) if not question.options]
    context = {"survey": survey, "results": results_of(survey), "texts": texts}
    return render(request, "campaigns/admin/survey_results.html", context)


def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """One row a person, one column a question; texts are texts, never formulas."""
    survey = readable_survey(request, pk)
    questions = questions_of(survey)
    book = Workbook()
    sheet = book.active
    sheet.title = _("Câu trả lời")
    sheet.append([_("Ngày trả lời"), *(question.value["text"] for question in questions)])
    for response in SurveyResponse.objects.filter(survey=survey).order_by("pk").iterator():
        sheet.append([response.answered_on, *(in_words(question, response.answers) for question in questions)])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font, cell.alignment, cell.data_type = Font(bold=True), Alignment(wrap_text=True, vertical="top"), "s"
        sheet.column_dimensions[cell.column_letter].width = 28
    sheet.freeze_panes = "B2"
    content = BytesIO()
    book.save(content)
    answer = HttpResponse(content.getvalue(), content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="khao-sat-{survey.slug}.xlsx"'
    return answer


def in_words(question: Question, answers: dict) -> str:
    """An answer as the person saw it; an option that was taken out since is named by its id."""
    answer = answers.get(question.key, "")
    if not question.options:
        return answer
    chosen = answer if isinstance(answer, list) else [answer]
    return "; ".join(question.options.get(key, key) for key in chosen if key)


def _texts(survey: SurveyPage, question: Question) -> Iterator[str]:
    for answers in SurveyResponse.objects.filter(survey=survey).order_by("-pk").values_list("answers", flat=True):
        if text := answers.get(question.key):
            yield text


def urls() -> list:
    return [
        path("khao-sat/<int:pk>/", results, name="survey_results"),
        path("khao-sat/<int:pk>/tai-ve/", workbook, name="survey_workbook"),
    ]


def results_button(page: Page, user, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On the pages of surveys, for who may read the answers."""
    if page.specific_class is SurveyPage and user.has_perm(PERMISSION):
        yield Button(_("Kết quả"), url=reverse("survey_results", args=[page.pk]), icon_name="order", priority=50)
