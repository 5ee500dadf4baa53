from .alternatives import Alternative
from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .event import EventPage
from .event_index import EventIndexPage
from .event_states import EventKind, EventState, RegistrationMode, RegistrationState
from .guide import GuideIndexPage, GuidePage
from .handbook import HandbookChapter, HandbookEdition, HandbookPage
from .plastic import PlasticItem, Situation
from .quiz import QuizPage, SurveyIndexPage
from .registration import Attendance, EventDesk, Registration
from .resource import ResourceFile, ResourceIndexPage, ResourceKind, ResourcePage
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
    "HandbookChapter",
    "HandbookEdition",
    "HandbookPage",
    "Participation",
    "PlasticItem",
    "QuizPage",
    "Registration",
    "RegistrationMode",
    "RegistrationState",
    "ResourceFile",
    "ResourceIndexPage",
    "ResourceKind",
    "ResourcePage",
    "Situation",
    "SurveyIndexPage",
    "SurveyPage",
    "SurveyResponse",
]
