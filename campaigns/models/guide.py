"""Guides: one thing a page, doable this week, with prices, law and sources."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, SourcesBlock, contents_of
from home.languages import in_reader_language, original
from home.models import BasePage, ContentPage
from home.pictures import with_pictures
from home.structured import article_data, iso_duration
from home.visibility import public_pages


class GuideIndexPage(BasePage):
    """The list of guides."""

    template = "campaigns/guide_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.GuidePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục cẩm nang")
        verbose_name_plural = _("mục cẩm nang")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        source = original(self)
        vietnamese = with_pictures(public_pages(GuidePage.objects.child_of(source)).order_by("path"))
        context["guides"] = in_reader_language(vietnamese)
        return context


class GuidePage(ContentPage):
    """How to replace one plastic thing."""

    class Difficulty(models.TextChoices):
        EASY = "de", _("Dễ")
        MEDIUM = "vua", _("Vừa")
        HARD = "kho", _("Cần chuẩn bị")

    replaces = models.CharField(_("thay cho"), max_length=120)
    difficulty = models.CharField(_("độ khó"), max_length=5, choices=Difficulty.choices, default=Difficulty.EASY)
    preparation_time = models.CharField(_("chuẩn bị"), max_length=80, blank=True)
    cost = models.CharField(_("chi phí một lần"), max_length=80, blank=True)
    lifespan = models.CharField(_("dùng được"), max_length=80, blank=True)
    audience = models.CharField(_("dành cho"), max_length=150, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("nội dung"))
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)
    categories = ParentalManyToManyField(
        "stores.ProductCategory", verbose_name=_("nhóm hàng bán kèm"), blank=True, related_name="guides"
    )

    template = "campaigns/guide_page.html"
    parent_page_types = ["campaigns.GuideIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("replaces"),
                FieldRowPanel([FieldPanel("difficulty"), FieldPanel("preparation_time")]),
                FieldRowPanel([FieldPanel("cost"), FieldPanel("lifespan")]),
                FieldPanel("audience"),
            ],
            heading=_("Thông tin nhanh"),
        ),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("categories"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("replaces", boost=3),
        index.AutocompleteField("replaces"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("bài cẩm nang")
        verbose_name_plural = _("bài cẩm nang")

    def schema(self) -> dict:
        """A HowTo of its steps; a guide without steps is an article."""
        steps = [step for block in self.body if block.block_type == "steps" for step in block.value["items"]]
        if not steps:
            return article_data(self)
        data = article_data(self, "HowTo")
        data["name"] = data.pop("headline")
        data["step"] = [
            {"@type": "HowToStep", "position": place, "name": step["title"], "text": step["text"] or step["title"]}
            for place, step in enumerate(steps, start=1)
        ]
        if self.cost:
            data["estimatedCost"] = self.cost
        if duration := iso_duration(self.preparation_time):
            data["prepTime"] = duration
        return data

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        context["categories"] = list(self.categories.all())
        return context
