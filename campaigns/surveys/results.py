"""Counting: what all answers to a survey say together."""

from collections import Counter
from dataclasses import dataclass

from campaigns.models.survey import SurveyPage, SurveyResponse
from campaigns.surveys.questions import Question, chosen_in, questions_of

FEWEST_SHOWN = 10  # with fewer answers, counts could tell of persons


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
    counts = Counter(choice for answer in given for choice in chosen_in(answer)) if question.options else Counter()
    rows = [
        ResultRow(label, counts[key], round(100 * counts[key] / len(given)) if given else 0)
        for key, label in question.options.items()
    ]
    mean = None
    if question.kind == "scale" and given:
        mean = sum(int(answer) for answer in given) / len(given)
    return QuestionResult(question, len(given), rows, mean)
