from .agencies import Agency
from .holidays import Holiday
from .jobs import JobKey, JobWorker
from .limits import LimitHit
from .media import SiteDocument, SiteImage, SiteRendition
from .notification import Notification
from .pages import BasePage, HomePage, StandardPage
from .schedule import ScheduledRun
from .settings import FooterItem, HeaderItem, Navigation, NavigationItem, SiteSettings
from .units import Unit, UnitSuccession
from .users import User

__all__ = [
    "Agency",
    "BasePage",
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
    "ScheduledRun",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "StandardPage",
    "Unit",
    "UnitSuccession",
    "User",
]
