"""The thin base of all pages, and the two page types that belong to no programme: home and standard."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from home.blocks import BodyBlock, SourcesBlock, TargetsBlock, contents_of
from home.cards.card import Card
from home.delivery.remembered import remembered
from home.forms import ContentPageForm, SitePageForm
from home.illustrations import Illustration
from home.languages import children_in_language, localized
from home.models.media import SiteImage
from home.models.settings import SiteSettings
from home.models.topics import Topic
from home.publication import refuses
from home.registry import page_kind
from home.slugs import ServerSlugMixin
from home.structured import article_data, faq_data, ld_json, organisation_data, site_address, website_data
from home.translation import state as translation_state
from home.translation.panels import TranslationPanel
from home.visibility import public_pages

PAGES = "trang"  # the source of pages' share cards


class BasePage(ServerSlugMixin, Page):
    """What every page has: a summary for lists, a picture, an owning agency and its review dates."""

    summary = models.CharField(
        _("tóm tắt"),
        max_length=255,
        blank=True,
        help_text=_("Một hoặc hai câu, hiện trong danh sách và kết quả tìm kiếm."),
    )
    listing_image = models.ForeignKey(
        "home.SiteImage",
        verbose_name=_("ảnh trong danh sách"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    illustration = models.CharField(_("hình vẽ"), max_length=30, blank=True, choices=Illustration.choices)
    social_image = models.ForeignKey(
        "home.SiteImage",
        verbose_name=_("ảnh khi chia sẻ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("cơ quan chịu trách nhiệm"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    last_reviewed = models.DateField(_("rà soát gần nhất"), null=True, blank=True)
    next_review = models.DateField(_("rà soát tiếp theo"), null=True, blank=True)

    base_form_class = SitePageForm
    content_panels = [TranslationPanel(), *Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("listing_image"), FieldPanel("illustration"), FieldPanel("social_image")], heading=_("Hình ảnh")
        ),
        MultiFieldPanel(
            [FieldPanel("agency"), FieldPanel("last_reviewed"), FieldPanel("next_review")], heading=_("Trách nhiệm")
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        # What editors write for those who search elsewhere serves those who search here.
        index.SearchField("seo_title"),
        index.SearchField("search_description"),
        index.AutocompleteField("summary"),
    ]

    class Meta:
        abstract = True

    def publish(self, revision: Revision, *args, log_action: bool | str = True, **kwargs) -> object:
        """A half-translated page never goes out, whoever sends it: a person, the workflow, many at once or the clock."""
        page = revision.as_object()
        reasons = [problem.message for problem in translation_state.problems_of(page)]
        if refuses(revision, page, reasons, log_action):
            return None
        return super().publish(revision, *args, log_action=log_action, **kwargs)

    def get_admin_display_title(self) -> str:
        """Lists say which translations are behind; `has_changed_source` comes with their query."""
        title = super().get_admin_display_title()
        note = _("bản gốc đã đổi")
        return f"{title} ({note})" if getattr(self, "has_changed_source", False) else title

    def clean(self) -> None:
        super().clean()
        if self.last_reviewed and self.next_review and self.next_review <= self.last_reviewed:
            raise ValidationError({"next_review": _("Ngày rà soát tiếp theo phải sau ngày rà soát gần nhất.")})

    @cached_property
    def share_card(self) -> Card:
        """The picture that stands for this page elsewhere, in the page's own language."""
        with override(self.locale.language_code):
            return Card(
                source=PAGES,
                key=str(self.pk or 0),
                language=self.locale.language_code,
                title=self.card_title,
                kind=str(getattr(self, "kind_label", "")),
                by=self.agency.name if self.agency else "",
                illustration=self.illustration,
                picture=self.card_picture,
                is_sample=getattr(self, "is_sample", False),
                summary=self.search_description or self.summary,
            )

    @property
    def card_title(self) -> str:
        return self.title

    @property
    def card_picture(self) -> SiteImage | None:
        return self.listing_image

    def schemas(self) -> list[dict]:
        """What search engines are told (schema.org), one entry a thing."""
        questions = faq_data(getattr(self, "body", ()))
        return [questions] if questions else []

    @property
    def structured_data(self) -> SafeString:
        return format_html_join("", "{}", ((ld_json(entry),) for entry in self.schemas()))

    @property
    def review_overdue(self) -> bool:
        """The date by which someone promised to read this page again has passed."""
        return self.next_review is not None and self.next_review < timezone.localdate()

    def public_ancestors(self) -> list[Page]:
        """The way from the home page down to the parent, for the breadcrumbs; nothing private is named."""
        steps = [self.path[:end] for end in range(2 * self.steplen, len(self.path), self.steplen)]
        return public_pages_at(*steps)

    def public_children(self) -> models.QuerySet[Page]:
        return children_in_language(self).order_by("path")


@remembered
def public_pages_at(*paths: str) -> list[Page]:
    """The public ones among these places of the tree, from the top down; asked for once a generation."""
    return list(public_pages(Page.objects.filter(path__in=paths)).order_by("depth"))


class ContentPage(BasePage):
    """A page that tells something and is filed under topics: guides, campaigns, articles, events and the like."""

    base_form_class = ContentPageForm
    promote_panels = [
        FieldPanel("topics"),
        InlinePanel("relations", heading=_("Trang liên quan"), label=_("trang")),
        *BasePage.promote_panels,
    ]

    class Meta:
        abstract = True

    @property
    def kind_label(self) -> str:
        """What this is, in lists of many kinds: "Cẩm nang"."""
        kind = page_kind(type(self))
        return str(kind.label) if kind else ""

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from home.related import filled_up

        chosen = self.related()
        return super().get_context(request, *args, **kwargs) | {"chosen": chosen, "related": filled_up(self, chosen)}

    def schema(self) -> dict:
        """The page itself, in the words of schema.org."""
        return article_data(self)

    def schemas(self) -> list[dict]:
        image = site_address() + self.share_card.path
        return [{"image": image} | self.schema(), *super().schemas()]

    @property
    def topics(self) -> list[Topic]:
        """In the order staff gave all topics."""
        links = self.topic_links.select_related("topic") if self.pk else self.topic_links.all()
        return sorted((link.topic for link in links), key=lambda topic: (topic.order, topic.name))

    def related(self) -> list[Page]:
        """The pages an editor chose that the public may read, in the editor's order."""
        ids = tuple(relation.target_id for relation in self.relations.all())
        return [_in_reader_language(page) for page in _public_pages_of(ids)] if ids else []


@remembered
def _public_pages_of(ids: tuple[int, ...]) -> list[Page]:
    """In this order; without their streams, which lists do not show."""
    pages = public_pages(Page.objects.filter(pk__in=ids)).select_related("locale", for_specific_subqueries=True)
    found = {page.pk: page for page in pages.specific().defer_streamfields()}
    return [found[pk] for pk in ids if pk in found]


def _in_reader_language(page: Page) -> Page:
    own = localized(page)
    return page if own.pk == page.pk else own.specific


class HomePage(BasePage):
    """The first page: two jobs in five seconds, then what is going on."""

    hero_title = models.TextField(_("câu mở đầu"), help_text=_("Xuống dòng ở đâu thì chữ lớn xuống dòng ở đó."))
    hero_lede = models.TextField(_("lời dẫn"))
    targets = StreamField(TargetsBlock(), verbose_name=_("mục tiêu"), blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung thêm"), blank=True)

    template = "home/home_page.html"
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]

    content_panels = [
        TranslationPanel(),
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_lede")], heading=_("Mở đầu")),
        FieldPanel("summary"),
        FieldPanel("targets"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("hero_title"), index.SearchField("hero_lede")]

    @property
    def card_title(self) -> str:
        return " ".join(self.hero_title.split())

    def schemas(self) -> list[dict]:
        site = SiteSettings.present()
        return [organisation_data(site), website_data(site, self.locale.language_code), *super().schemas()]

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")


class StandardPage(BasePage):
    """A page of text: the plan, about, privacy, accessibility."""

    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung"), blank=True)
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)

    template = "home/standard_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("sources")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("trang thông tin")
        verbose_name_plural = _("trang thông tin")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        return context
