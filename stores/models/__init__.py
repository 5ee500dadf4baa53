from .catalogue import ProductCategory, StoreKind
from .facts import StoreHours, StorePosition
from .pack import DirectoryGeneration
from .recognition import Recognition, ReviewEvent, VerifiedCriterion
from .scheme import CriteriaSet, Criterion, Scheme
from .store import Store, StoreProduct

__all__ = [
    "CriteriaSet",
    "Criterion",
    "DirectoryGeneration",
    "ProductCategory",
    "Recognition",
    "ReviewEvent",
    "Scheme",
    "Store",
    "StoreHours",
    "StoreKind",
    "StorePosition",
    "StoreProduct",
    "VerifiedCriterion",
]
