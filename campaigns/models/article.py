"""Articles: news, reportage, good models, interviews, incentive policies."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, CorrectionsBlock, SourcesBlock, contents_of
from home.languages import children_in_language
from home.listing import Facet, Listing
from home.models import BasePage, ContentPage, SiteImage
from home.structured import article_data


class ArticleKind(models.TextChoices):
    """What a reader may expect; the values stand in addresses."""

    NEWS = "tin", _("Tin")
    REPORTAGE = "phong-su", _("Phóng sự")
    GOOD_MODEL = "cach-lam-hay", _("Cách làm hay")
    INTERVIEW = "phong-van", _("Phỏng vấn")
    POLICY = "chinh-sach", _("Chính sách khuyến khích")


class ArticleIndexPage(BasePage):
    """All articles, the newest first; narrowed by kind and by year."""

    template = "campaigns/article_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.ArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục tin, bài")
        verbose_name_plural = _("mục tin, bài")

    def listing(self, request: HttpRequest) -> Listing:
        articles = children_in_language(self, ArticlePage).annotate(year=ExtractYear("published_on"))
        kinds = list(ArticleKind)
        facets = [
            Facet("loai", _("Loại bài"), "kind", lambda kind: ArticleKind(kind).label, order=kinds.index),
            Facet("nam", _("Năm"), "year", str, order=lambda year: -year),
        ]
        rows = articles.select_related("listing_image").order_by("-published_on", "-pk")
        return Listing(rows, facets, request.GET, page_size=12)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = self.listing(request)
        request.canonical_query = listing.canonical
        return super().get_context(request, *args, **kwargs) | listing.context()


class ArticlePage(ContentPage):
    """One article."""

    kind = models.CharField(_("loại bài"), max_length=20, choices=ArticleKind.choices, default=ArticleKind.NEWS)
    author = models.CharField(_("tác giả"), max_length=120, help_text=_("Tên người viết, như sẽ in trên trang."))
    published_on = models.DateField(_("ngày đăng"), default=timezone.localdate)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    lead_image = models.ForeignKey(
        "home.SiteImage",
        verbose_name=_("ảnh đầu bài"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("nội dung"))
    corrections = StreamField(CorrectionsBlock(), verbose_name=_("đính chính"), blank=True)
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)

    template = "campaigns/article_page.html"
    parent_page_types = ["campaigns.ArticleIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
                FieldPanel("author"),
                FieldPanel("is_sample"),
                FieldPanel("lead_image"),
            ],
            heading=_("Bài viết"),
        ),
        FieldPanel("body"),
        FieldPanel("corrections"),
        FieldPanel("sources"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("author"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = _("tin, bài")
        verbose_name_plural = _("tin, bài")

    def clean(self) -> None:
        super().clean()
        problems: dict[str, str] = {}
        if self.published_on and self.published_on > timezone.localdate():
            problems["published_on"] = _("Ngày đăng chưa tới. Muốn đăng sau thì đặt lịch đăng cho trang.")
        if self.published_on and any(block.value["date"] < self.published_on for block in self.corrections):
            problems["corrections"] = _("Ngày đính chính phải bằng hoặc sau ngày đăng.")
        if problems:
            raise ValidationError(problems)

    @property
    def listed_on(self) -> date:
        """The date shown beside its title in any list."""
        return self.published_on

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def card_picture(self) -> SiteImage | None:
        return self.lead_image or self.listing_image

    def schema(self) -> dict:
        data = article_data(self, "NewsArticle" if self.kind == ArticleKind.NEWS else "Article")
        data |= {
            "author": {"@type": "Organization", "name": self.author},
            "datePublished": self.published_on.isoformat(),
        }
        if self.last_corrected:
            data["correction"] = [block.value["text"] for block in self.corrections]
        return data

    @property
    def last_corrected(self) -> date | None:
        return max((block.value["date"] for block in self.corrections), default=None)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        return context
