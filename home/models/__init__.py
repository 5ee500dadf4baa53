from .agencies import Agency
from .catalogue import CatalogueEntry
from .feedback import FeedbackState, PageFeedback
from .holidays import Holiday
from .jobs import JobKey, JobWorker
from .limits import LimitHit
from .links import PrivateLink
from .media import DocumentPreview, SiteDocument, SiteImage, SiteRendition
from .notification import Notification
from .pages import BasePage, ContentPage, HomePage, StandardPage
from .relations import PageRelation
from .schedule import ScheduledRun
from .search import PromotedResult, SearchTally, SynonymGroup
from .settings import FooterItem, HeaderItem, Navigation, NavigationItem, SiteSettings
from .subscriptions import CorrectionNotice, Frequency, Subscription
from .topics import PageTopic, Topic
from .translations import Translation, TranslationState
from .unit_changes import UnitChange, UnitChangePart, UnitEvent
from .units import Unit, UnitSuccession
from .users import User

__all__ = [
    "Agency",
    "BasePage",
    "CatalogueEntry",
    "ContentPage",
    "CorrectionNotice",
    "DocumentPreview",
    "FeedbackState",
    "FooterItem",
    "Frequency",
    "HeaderItem",
    "Holiday",
    "HomePage",
    "JobKey",
    "JobWorker",
    "LimitHit",
    "Navigation",
    "NavigationItem",
    "Notification",
    "PageFeedback",
    "PageRelation",
    "PageTopic",
    "PrivateLink",
    "PromotedResult",
    "ScheduledRun",
    "SearchTally",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "StandardPage",
    "Subscription",
    "SynonymGroup",
    "Topic",
    "Translation",
    "TranslationState",
    "Unit",
    "UnitChange",
    "UnitChangePart",
    "UnitEvent",
    "UnitSuccession",
    "User",
]
