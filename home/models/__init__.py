from .agencies import Agency
from .catalogue import CatalogueEntry
from .holidays import Holiday
from .jobs import JobKey, JobWorker
from .limits import LimitHit
from .links import PrivateLink
from .media import DocumentPreview, SiteDocument, SiteImage, SiteRendition
from .notification import Notification
from .pages import BasePage, ContentPage, HomePage, StandardPage
from .relations import PageRelation
from .schedule import ScheduledRun
from .settings import FooterItem, HeaderItem, Navigation, NavigationItem, SiteSettings
from .topics import PageTopic, Topic
from .translations import Translation, TranslationState
from .units import Unit, UnitSuccession
from .users import User

__all__ = [
    "Agency",
    "BasePage",
    "CatalogueEntry",
    "ContentPage",
    "DocumentPreview",
    "FooterItem",
    "HeaderItem",
    "Holiday",
    "HomePage",
    "JobKey",
    "JobWorker",
    "LimitHit",
    "Navigation",
    "NavigationItem",
    "Notification",
    "PageRelation",
    "PageTopic",
    "PrivateLink",
    "ScheduledRun",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "StandardPage",
    "Topic",
    "Translation",
    "TranslationState",
    "Unit",
    "UnitSuccession",
    "User",
]
