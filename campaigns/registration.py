"""What this app offers to the whole site: its kinds of page. Wagtail's own index and the page sitemap find them."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import ArticlePage, CampaignPage, GuidePage, HandbookPage, ResourcePage
from home.registry import PageKind, register_page_kind

register_page_kind(PageKind("cam-nang", _("Cẩm nang"), GuidePage))
register_page_kind(PageKind("tin-bai", _("Tin, bài"), ArticlePage))
register_page_kind(PageKind("chien-dich", _("Chiến dịch"), CampaignPage))
register_page_kind(PageKind("tai-lieu", _("Tài liệu"), ResourcePage))
register_page_kind(PageKind("so-tay", _("Sổ tay in"), HandbookPage))
