from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .guide import GuideIndexPage, GuidePage
from .quiz import QuizPage, SurveyIndexPage
from .survey import SurveyPage, SurveyResponse

__all__ = [
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "CampaignIndexPage",
    "CampaignPage",
    "GuideIndexPage",
    "GuidePage",
    "Participation",
    "QuizPage",
    "SurveyIndexPage",
    "SurveyPage",
    "SurveyResponse",
]
