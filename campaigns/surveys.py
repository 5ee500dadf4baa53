"""Asking and counting: the form made of a survey's questions, and what all answers together say.

Answers are kept under the ids of questions and options, which stay when words are corrected or the order is changed.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from campaigns.blocks import SCALE_STEPS
from campaigns.models.survey import SurveyPage, SurveyResponse, SurveyState
from home.text import normalise

LONGEST_TEXT = 2000
FEWEST_SHOWN = 10  # with fewer answers, counts could tell of persons


class Question:
    """One question of a survey, whatever its kind."""

    def __init__(self, child: StreamValue.StreamChild, number: int) -> None:
        self.key = child.id or f"moi-{number}"  # a preview of what was never saved has no ids
        self.kind = child.block_type
        self.number = number
        self.value = child.value

    @property
    def name(self) -> str:
        """Of its field in the form."""
        return f"cau-{self.key}"

    @cached_property
    def options(self) -> dict[str, str]:
        """Words by what is stored; texts have none."""
        if self.kind == "scale":
            return {str(step): str(step) for step in range(1, SCALE_STEPS + 1)}
        if self.kind == "choice":
            return {bound.id: bound.value for bound in self.value["options"].bound_blocks}
        if self.kind == "image_choice":
            return {bound.id: bound.value["label"] for bound in self.value["options"].bound_blocks}
        return {}

    @property
    def is_multiple(self) -> bool:
        return self.kind == "choice" and bool(self.value["multiple"])

    def field(self) -> forms.Field:
        common = {"label": self.value["text"], "required": bool(self.value["required"])}
        if self.kind == "text":
            return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea, **common)
        kind = forms.MultipleChoiceField if self.is_multiple else forms.ChoiceField
        return kind(choices=list(self.options.items()), **common)


def questions_of(survey: SurveyPage) -> list[Question]:
    return [Question(child, number) for number, child in enumerate(survey.questions, start=1)]


class SurveyForm(forms.Form):
    """The questions as fields, in their order, and the consent; what was typed comes back on a mistake."""

    def __init__(self, survey: SurveyPage, data=None) -> None:
        super().__init__(data)
        self.survey = survey
        self.questions = questions_of(survey)
        for question in self.questions:
            self.fields[question.name] = self._in_words(question.field())
        consent = forms.BooleanField(label=_("Tôi đồng ý gửi câu trả lời"))
        consent.error_messages["required"] = _("Hãy đánh dấu đồng ý, nếu không chúng tôi không được nhận câu trả lời.")
        self.fields["dong-y"] = consent

    @staticmethod
    def _in_words(field: forms.Field) -> forms.Field:
        field.error_messages |= {
            "required": _("Câu này cần được trả lời."),
            "invalid_choice": _("Hãy chọn một trong các câu trả lời có sẵn."),
            "max_length": _("Câu trả lời dài quá %(limit)d ký tự.") % {"limit": LONGEST_TEXT},
        }
        return field

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.survey.state == SurveyState.CLOSED:
            raise forms.ValidationError(_("Khảo sát đã kết thúc, câu trả lời chưa được gửi."))
        if self.survey.state == SurveyState.UPCOMING:
            raise forms.ValidationError(_("Khảo sát chưa mở, câu trả lời chưa được gửi."))
        return cleaned

    @property
    def consent_given(self) -> bool:
        return bool(self["dong-y"].value())

    @property
    def consent_errors(self) -> list[str]:
        return self.errors.get("dong-y", [])

    def rows(self) -> list[dict]:
        """What the template draws: each question with its bound field and what was chosen."""
        return [{"question": q, "field": self[q.name], "chosen": _chosen(self[q.name].value())} for q in self.questions]

    @transaction.atomic
    def save(self) -> SurveyResponse:
        answers = {q.key: _stored(self.cleaned_data[q.name]) for q in self.questions}
        given = {key: answer for key, answer in answers.items() if answer}
        return SurveyResponse.objects.create(survey=self.survey, answers=given)


def _chosen(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(entry) for entry in value]
    return [str(value)] if value else []


def _stored(value: object) -> object:
    return normalise(value).strip() if isinstance(value, str) else value


# --- Counting ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResultRow:
    """One answer: how often, and its share of those who answered the question, in whole percent."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class QuestionResult:
    """What all answers to one question say. Texts are only counted; their words stay with staff."""

    question: Question
    answered: int
    rows: list[ResultRow]
    mean: float | None = None


@dataclass(frozen=True)
class Results:
    """The counts of a survey; without rows while too few have answered."""

    total: int
    questions: list[QuestionResult]

    @property
    def is_enough(self) -> bool:
        return self.total >= FEWEST_SHOWN


def results_of(survey: SurveyPage) -> Results:
    """In one query. An option that was taken out since is counted with those who answered, without a row."""
    responses = list(SurveyResponse.objects.filter(survey=survey).values_list("answers", flat=True))
    return Results(len(responses), [_result(question, responses) for question in questions_of(survey)])


def _result(question: Question, responses: list[dict]) -> QuestionResult:
    given = [answers[question.key] for answers in responses if answers.get(question.key)]
    counts = Counter(choice for answer in given for choice in _chosen(answer)) if question.options else Counter()
    rows = [
        ResultRow(label, counts[key], round(100 * counts[key] / len(given)) if given else 0)
        for key, label in question.options.items()
    ]
    mean = None
    if question.kind == "scale" and given:
        mean = sum(int(answer) for answer in given) / len(given)
    return QuestionResult(question, len(given), rows, mean)
