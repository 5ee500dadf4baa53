"""What this app offers to the whole site: its kinds of page. Wagtail's own index and the page sitemap find them."""

from django.utils.translation import gettext_lazy as _

from campaigns.alternatives import jobs  # noqa: F401 - registers the daily job
from campaigns.alternatives.offers import search_alternatives, sitemap_alternatives
from campaigns.models import ArticlePage, CampaignPage, GuidePage
from home.registry import PageKind, register_page_kind, register_search, register_sitemap

register_page_kind(PageKind("cam-nang", _("Cẩm nang"), GuidePage))
register_page_kind(PageKind("tin-bai", _("Tin, bài"), ArticlePage))
register_page_kind(PageKind("chien-dich", _("Chiến dịch"), CampaignPage))
register_search("alternatives", search_alternatives)
register_sitemap("alternatives", sitemap_alternatives)
