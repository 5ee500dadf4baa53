"""Campaigns: something the province does together, from a day to a day."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from campaigns.models.guide import GuidePage
from home.blocks import BodyBlock, LinkBlock, SourcesBlock, TimelineBlock, contents_of
from home.delivery.decorators import fresh_at_most
from home.languages import children_in_language
from home.models import BasePage, ContentPage
from stores.models import Store


class CampaignState(models.TextChoices):
    """Where today stands between the first and the last day; computed, never stored."""

    UPCOMING = "upcoming", _("Sắp bắt đầu")
    RUNNING = "running", _("Đang chạy")
    ENDED = "ended", _("Đã kết thúc")


def campaign_state(starts: date, ends: date, today: date) -> CampaignState:
    """The last day still belongs to the campaign."""
    if today < starts:
        return CampaignState.UPCOMING
    return CampaignState.RUNNING if today <= ends else CampaignState.ENDED


class CampaignIndexPage(BasePage):
    """The list of campaigns: running first, then what comes, then what was."""

    template = "campaigns/campaign_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục chiến dịch")
        verbose_name_plural = _("mục chiến dịch")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        campaigns = list(children_in_language(self, CampaignPage).order_by("-starts"))
        order = [CampaignState.RUNNING, CampaignState.UPCOMING, CampaignState.ENDED]
        context["campaigns"] = sorted(campaigns, key=lambda c: order.index(c.state))
        for campaign in campaigns:
            fresh_at_most(request, campaign.state_changes_at)
        return context


class CampaignPage(ContentPage):
    """One campaign."""

    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    starts = models.DateField(_("ngày đầu"))
    ends = models.DateField(_("ngày cuối"))
    goal = models.TextField(_("mục đích"), blank=True)
    key_message = models.CharField(_("lời nhắn chính"), max_length=200, blank=True)
    audience = models.CharField(_("dành cho"), max_length=200, blank=True)
    partners = ParentalManyToManyField("home.Agency", verbose_name=_("cơ quan phối hợp"), blank=True, related_name="+")
    action_label = models.CharField(_("chữ trên nút"), max_length=60, blank=True)
    action_link = StreamField([("link", LinkBlock())], verbose_name=_("nút dẫn tới"), blank=True, max_num=1)
    body = StreamField(BodyBlock(), verbose_name=_("nội dung"))
    timeline = StreamField(TimelineBlock(), verbose_name=_("mốc thời gian"), blank=True)
    report = StreamField(
        BodyBlock(required=False),
        verbose_name=_("báo cáo kết thúc"),
        blank=True,
        help_text=_("Làm được gì, chưa được gì, con số đếm được và nguồn. Hiện trên trang khi chiến dịch đã kết thúc."),
    )
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)

    template = "campaigns/campaign_page.html"
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("is_sample"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldPanel("goal"),
                FieldPanel("key_message"),
                FieldPanel("audience"),
                FieldPanel("partners"),
            ],
            heading=_("Chiến dịch"),
        ),
        MultiFieldPanel([FieldPanel("action_label"), FieldPanel("action_link")], heading=_("Việc nên làm")),
        FieldPanel("body"),
        FieldPanel("timeline"),
        InlinePanel("participations", heading=_("Điểm bán tham gia"), label=_("điểm bán")),
        FieldPanel("report"),
        FieldPanel("sources"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("goal"), index.SearchField("body")]

    class Meta:
        verbose_name = _("chiến dịch")
        verbose_name_plural = _("chiến dịch")

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Ngày cuối phải bằng hoặc sau ngày đầu.")})
        if self.action_label and not self.action_link:
            raise ValidationError({"action_link": _("Nút có chữ thì phải có nơi dẫn tới.")})

    @property
    def state(self) -> CampaignState:
        return campaign_state(self.starts, self.ends, timezone.localdate())

    @property
    def state_label(self) -> str:
        return self.state.label

    @property
    def state_changes_at(self) -> datetime | None:
        """The next midnight at which the state changes by itself."""
        turns = {CampaignState.UPCOMING: self.starts, CampaignState.RUNNING: self.ends + timedelta(days=1)}
        day = turns.get(self.state)
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None

    @property
    def action_href(self) -> str:
        return self.action_link[0].value.href if self.action_link else ""

    def participants(self) -> list[Store]:
        """The participating places that the public may see, in Vietnamese order."""
        return list(Store.objects.public().filter(participations__campaign=self).for_cards().order_by("sort_key"))

    @property
    def report_due(self) -> bool:
        """The campaign is over and nobody has told yet what came of it."""
        return self.state == CampaignState.ENDED and not self.report

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        context["guides"] = [page for page in context["chosen"] if isinstance(page, GuidePage)]
        models.prefetch_related_objects(context["guides"], "listing_image__renditions")
        context["related"] = [page for page in context["related"] if page not in context["guides"]]
        context["stores"] = self.participants()
        fresh_at_most(request, self.state_changes_at)
        return context


class Participation(Orderable):
    """A place that takes part in a campaign."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="participations")
    store = models.ForeignKey(
        Store, verbose_name=_("điểm bán"), on_delete=models.CASCADE, related_name="participations"
    )

    panels = [FieldPanel("store")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["campaign", "store"], name="a_store_takes_part_once")]
