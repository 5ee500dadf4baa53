"""The blocks that only this app's pages have."""

from .programme import MaterialsBlock, ProgrammeBlock
from .questions import SCALE_STEPS, QuizQuestionBlock, QuizQuestionsBlock, SurveyQuestionsBlock

__all__ = [
    "SCALE_STEPS",
    "MaterialsBlock",
    "ProgrammeBlock",
    "QuizQuestionBlock",
    "QuizQuestionsBlock",
    "SurveyQuestionsBlock",
]
