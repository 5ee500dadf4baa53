from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .guide import GuideIndexPage, GuidePage

__all__ = [
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "CampaignIndexPage",
    "CampaignPage",
    "GuideIndexPage",
    "GuidePage",
    "Participation",
]
