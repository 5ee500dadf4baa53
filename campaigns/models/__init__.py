from .article import ArticleIndexPage, ArticleKind, ArticlePage
from .campaign import CampaignIndexPage, CampaignPage, Participation
from .guide import GuideIndexPage, GuidePage
from .handbook import HandbookChapter, HandbookEdition, HandbookPage
from .resource import ResourceFile, ResourceIndexPage, ResourceKind, ResourcePage

__all__ = [
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "CampaignIndexPage",
    "CampaignPage",
    "GuideIndexPage",
    "GuidePage",
    "HandbookChapter",
    "HandbookEdition",
    "HandbookPage",
    "Participation",
    "ResourceFile",
    "ResourceIndexPage",
    "ResourceKind",
    "ResourcePage",
]
