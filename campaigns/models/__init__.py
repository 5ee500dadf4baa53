from .article import ArticleIndexPage, ArticleKind, ArticlePage, ArticleRelation
from .campaign import CampaignIndexPage, CampaignPage
from .guide import GuideIndexPage, GuidePage

__all__ = [
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "ArticleRelation",
    "CampaignIndexPage",
    "CampaignPage",
    "GuideIndexPage",
    "GuidePage",
]
