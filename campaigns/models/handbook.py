"""Printed handbooks: guides and articles that an editor put in order, made into one PDF."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.blocks.text import PARAGRAPH_FEATURES
from home.models import ContentPage
from home.visibility import public_pages

CHAPTER_TYPES = ["campaigns.GuidePage", "campaigns.ArticlePage"]


class HandbookPage(ContentPage):
    """The page of a handbook: what is in it, and the file to print. campaigns/handbooks.py makes the file."""

    version = models.CharField(_("phiên bản"), max_length=20, help_text=_("Ví dụ: 1.0; in ở bìa và chân trang."))
    preface = RichTextField(_("lời nói đầu"), blank=True, features=PARAGRAPH_FEATURES)

    template = "campaigns/handbook_page.html"
    parent_page_types = ["campaigns.ResourceIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("version"),
        FieldPanel("preface"),
        InlinePanel(
            "chapters",
            heading=_("Các chương"),
            label=_("chương"),
            min_num=1,
            help_text=_("Bài chưa đăng hoặc chỉ đọc nội bộ không vào bản in."),
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("preface")]

    class Meta:
        verbose_name = _("sổ tay in")
        verbose_name_plural = _("sổ tay in")

    def public_chapters(self) -> list[Page]:
        """The chapters that everybody may read, in the editor's order."""
        ids = [chapter.page_id for chapter in self.chapters.all()]
        if not ids:
            return []
        pages = public_pages(Page.objects.filter(pk__in=ids)).select_related("locale", for_specific_subqueries=True)
        found = {page.pk: page for page in pages.specific()}
        return [found[pk] for pk in ids if pk in found]

    @property
    def file_url(self) -> str:
        return f"{self.url}ban-in.pdf"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["chapters"] = self.public_chapters()
        context["edition"] = HandbookEdition.objects.filter(handbook=self.pk).first()
        return context


class HandbookChapter(Orderable):
    """A page of the site as a chapter."""

    handbook = ParentalKey(HandbookPage, on_delete=models.CASCADE, related_name="chapters")
    page = models.ForeignKey(Page, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("page", CHAPTER_TYPES)]

    class Meta(Orderable.Meta):
        verbose_name = _("chương")
        verbose_name_plural = _("chương")

    def __str__(self) -> str:
        return str(self.page)


class HandbookEdition(models.Model):
    """The file that was made last. It is served only while its inputs are still those of the live pages."""

    handbook = models.OneToOneField(HandbookPage, on_delete=models.CASCADE, related_name="edition")
    digest = models.CharField(max_length=64)  # of everything that goes into the file
    file = models.FileField(upload_to="so-tay/")
    size = models.PositiveIntegerField()
    page_count = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bản in của sổ tay")
        verbose_name_plural = _("bản in của sổ tay")

    def __str__(self) -> str:
        return f"{self.handbook} {self.digest[:8]}"

    @property
    def told(self) -> str:
        from home.document_files import told

        return told("pdf", self.size, self.page_count)
