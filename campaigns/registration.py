"""What this app offers to the whole site: its kinds of page. Wagtail's own index and the page sitemap find them."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from campaigns import feeds
from campaigns.alternatives import jobs  # noqa: F401 - registers the daily job
from campaigns.alternatives.cards import FINDER, finder_card_of
from campaigns.alternatives.offers import alternative_words, search_alternatives, sitemap_alternatives
from campaigns.events.jobs import erase_people, event_published, retention
from campaigns.models import (
    ArticlePage,
    CampaignPage,
    EventPage,
    GuidePage,
    HandbookPage,
    QuizPage,
    Registration,
    ResourcePage,
    SurveyPage,
    SurveyResponse,
)
from home.cards.card import register_cards
from home.delivery.generation import ignores
from home.erasure import register_erasure
from home.registry import (
    PageKind,
    register_feed_parts,
    register_page_kind,
    register_search,
    register_search_words,
    register_sitemap,
)

register_page_kind(PageKind("cam-nang", _("Cẩm nang"), GuidePage))
register_page_kind(PageKind("tin-bai", _("Tin, bài"), ArticlePage, dated_by="articlepage__published_on"))
register_page_kind(PageKind("chien-dich", _("Chiến dịch"), CampaignPage, gathers=True))
register_page_kind(PageKind("tai-lieu", _("Tài liệu"), ResourcePage))
register_page_kind(PageKind("so-tay", _("Sổ tay in"), HandbookPage))

# --- Surveys --------------------------------------------------------------------------------------------------------
register_page_kind(PageKind("khao-sat", _("Khảo sát"), SurveyPage))
register_page_kind(PageKind("cau-do", _("Câu đố"), QuizPage))

ignores("campaigns.surveyresponse")  # counts on a page are as old as the page says (SurveyPage.limit_freshness)
# Without a name an answer is no personal data, but what people write may tell of them.
register_erasure(SurveyResponse, after=timedelta(days=730), since="answered_on")

# --- Events ---------------------------------------------------------------------------------------------------------
register_page_kind(PageKind("su-kien", _("Sự kiện"), EventPage))
register_erasure(Registration, after=retention, what=erase_people, since=F("event__ends"), where=Q(erased_at=None))
page_published.connect(event_published, sender=EventPage, dispatch_uid="event-registrations")

# --- Feeds -----------------------------------------------------------------------------------------------------------
register_feed_parts(GuidePage, feeds.guide_parts)
register_feed_parts(CampaignPage, feeds.campaign_parts)
register_feed_parts(EventPage, feeds.event_parts, prefetch=("unit",))
register_feed_parts(ResourcePage, feeds.resource_parts, prefetch=("files__document",))
register_feed_parts(HandbookPage, feeds.handbook_parts)
register_feed_parts(SurveyPage, feeds.survey_parts)
register_feed_parts(QuizPage, feeds.quiz_parts)

# --- Alternatives ----------------------------------------------------------------------------------------------------
register_cards(FINDER, finder_card_of)
register_search("alternatives", search_alternatives)
register_search_words("alternatives", alternative_words)
register_sitemap("alternatives", sitemap_alternatives)
