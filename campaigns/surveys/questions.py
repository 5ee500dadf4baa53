"""The questions of a survey, as fields and as what stored answers mean.

Answers are kept under the ids of questions and options, which stay when words are corrected or the order is changed.
"""

from functools import cached_property

from django import forms
from wagtail.blocks import StreamValue

from campaigns.blocks import SCALE_STEPS
from campaigns.models.survey import SurveyPage

LONGEST_TEXT = 2000


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


def chosen_in(value: object) -> list[str]:
    """The ids in an answer to one question, be it one or several."""
    if isinstance(value, list | tuple):
        return [str(entry) for entry in value]
    return [str(value)] if value else []
