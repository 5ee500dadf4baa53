from .catalogue import GreenPractice, ProductCategory, StoreKind
from .facts import StoreHours, StorePosition, StoreVerification
from .pack import DirectoryGeneration
from .parts import StoreLink, StorePhone, StorePhoto, StoreProduct
from .private import StorePrivate
from .recognition import Recognition, ReviewEvent, VerifiedCriterion
from .scheme import CriteriaSet, Criterion, Scheme
from .store import Store

__all__ = [
    "CriteriaSet",
    "Criterion",
    "DirectoryGeneration",
    "GreenPractice",
    "ProductCategory",
    "Recognition",
    "ReviewEvent",
    "Scheme",
    "Store",
    "StoreHours",
    "StoreKind",
    "StoreLink",
    "StorePhone",
    "StorePhoto",
    "StorePosition",
    "StorePrivate",
    "StoreProduct",
    "StoreVerification",
    "VerifiedCriterion",
]
