from .alternatives import Alternative, PlasticItem, Situation
from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .event import EventIndexPage, EventKind, EventPage, EventState, RegistrationMode, RegistrationState
from .guide import GuideIndexPage, GuidePage
from .quiz import QuizPage, SurveyIndexPage
from .registration import Attendance, EventDesk, Registration
from .survey import SurveyPage, SurveyResponse

__all__ = [
    "Alternative",
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "Attendance",
    "CampaignIndexPage",
    "CampaignPage",
    "EventDesk",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventState",
    "GuideIndexPage",
    "GuidePage",
    "Participation",
    "PlasticItem",
    "QuizPage",
    "Registration",
    "RegistrationMode",
    "RegistrationState",
    "Situation",
    "SurveyIndexPage",
    "SurveyPage",
    "SurveyResponse",
]
