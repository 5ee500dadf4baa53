"""Asking: the form made of a survey's questions."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models.survey import SurveyPage, SurveyResponse, SurveyState
from campaigns.surveys.questions import LONGEST_TEXT, chosen_in, questions_of
from home.text import normalise


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
        return [
            {"question": q, "field": self[q.name], "chosen": chosen_in(self[q.name].value())} for q in self.questions
        ]

    @transaction.atomic
    def save(self) -> SurveyResponse:
        answers = {q.key: _stored(self.cleaned_data[q.name]) for q in self.questions}
        given = {key: answer for key, answer in answers.items() if answer}
        return SurveyResponse.objects.create(survey=self.survey, answers=given)


def _stored(value: object) -> object:
    return normalise(value).strip() if isinstance(value, str) else value
