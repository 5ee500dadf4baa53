from .alternatives import Alternative, PlasticItem, Situation
from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .guide import GuideIndexPage, GuidePage

__all__ = [
    "Alternative",
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "CampaignIndexPage",
    "CampaignPage",
    "GuideIndexPage",
    "GuidePage",
    "Participation",
    "PlasticItem",
    "Situation",
]
