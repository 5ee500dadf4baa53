from .campaign import CampaignIndexPage, CampaignPage
from .guide import GuideIndexPage, GuidePage

__all__ = ["CampaignIndexPage", "CampaignPage", "GuideIndexPage", "GuidePage"]
