"""Resources: leaflets, handbooks, posters, films, presentations and legal texts to take away."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from campaigns.models.guide import GuidePage
from campaigns.models.handbook import HandbookPage
from home.blocks import BodyBlock, SourcesBlock, contents_of
from home.facets import topic_facet
from home.languages import children_in_language
from home.listing import Facet, Listing
from home.models import BasePage, ContentPage, DocumentPreview, SiteDocument


class ResourceKind(models.TextChoices):
    """The values stand in addresses."""

    LEAFLET = "to-roi", _("Tờ rơi")
    POSTER = "ap-phich", _("Áp phích")
    HANDBOOK = "so-tay", _("Sổ tay")
    PRESENTATION = "trinh-chieu", _("Bài trình chiếu")
    VIDEO = "phim", _("Phim")
    LEGAL = "van-ban", _("Văn bản")


LANGUAGES = dict(SiteDocument._meta.get_field("language").choices)


class ResourceIndexPage(BasePage):
    """All resources and the printed handbooks; narrowed by kind, language and topic."""

    template = "campaigns/resource_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.ResourcePage", "campaigns.HandbookPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục tài liệu")
        verbose_name_plural = _("mục tài liệu")

    def listing(self, request: HttpRequest) -> Listing:
        kinds = list(ResourceKind)
        facets = [
            Facet("loai", _("Loại tài liệu"), "kind", lambda kind: ResourceKind(kind).label, order=kinds.index),
            Facet("ngon-ngu", _("Ngôn ngữ"), "files__document__language", LANGUAGES.get),
            topic_facet(),
        ]
        rows = children_in_language(self, ResourcePage).select_related("listing_image").distinct()
        rows = rows.prefetch_related("files__document__preview").order_by("path")
        return Listing(rows, facets, request.GET, page_size=12)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = self.listing(request)
        request.canonical_query = listing.canonical
        handbooks = children_in_language(self, HandbookPage).order_by("path")
        return super().get_context(request, *args, **kwargs) | listing.context() | {"handbooks": handbooks}


@dataclass(frozen=True)
class Formats:
    """The same thing in several formats."""

    label: str
    language: str
    advice: str
    files: list["ResourceFile"]

    @property
    def film(self) -> SiteDocument | None:
        return self._of_type("mp4")

    @property
    def captions(self) -> SiteDocument | None:
        return self._of_type("vtt")

    def _of_type(self, extension: str) -> SiteDocument | None:
        documents = (file.document for file in self.files)
        return next((document for document in documents if document.file_extension.lower() == extension), None)


class ResourcePage(ContentPage):
    """One resource: its files, or for a legal text at least where its full wording stands."""

    kind = models.CharField(_("loại tài liệu"), max_length=20, choices=ResourceKind.choices)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True, help_text=_("Ví dụ: 93/KH-UBND"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=150, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("hết hiệu lực từ sau ngày"), null=True, blank=True)
    replaced_by = models.CharField(_("được thay bằng"), max_length=150, blank=True)
    full_text_url = models.URLField(_("địa chỉ toàn văn"), max_length=500, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung"), blank=True)
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)

    template = "campaigns/resource_page.html"
    parent_page_types = ["campaigns.ResourceIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_sample")]),
        InlinePanel("files", heading=_("Các tệp"), label=_("tệp")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
                FieldPanel("issuer"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("replaced_by"),
                FieldPanel("full_text_url"),
            ],
            heading=_("Văn bản"),
            help_text=_("Chỉ điền khi tài liệu là văn bản."),
        ),
        FieldPanel("body"),
        FieldPanel("sources"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("number", boost=3),
        index.AutocompleteField("number"),
        index.SearchField("issuer"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("tài liệu truyền thông")
        verbose_name_plural = _("tài liệu truyền thông")

    def clean(self) -> None:
        super().clean()
        problems: dict[str, str] = {}
        if self.kind == ResourceKind.LEGAL:
            if not self.number:
                problems["number"] = _("Văn bản phải có số, ký hiệu.")
            if not self.issued_on:
                problems["issued_on"] = _("Văn bản phải có ngày ban hành.")
        if self.issued_on and self.issued_on > timezone.localdate():
            problems["issued_on"] = _("Ngày ban hành chưa tới.")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            problems["valid_until"] = _("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        if problems:
            raise ValidationError(problems)

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def listed_on(self) -> date | None:
        """The date shown beside its title in any list: a legal text's own."""
        return self.issued_on

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def formats(self) -> list[Formats]:
        """The files, those that are the same thing in another format together; in the editor's order."""
        groups: dict[tuple[str, str], Formats] = {}
        for file in self.files.all():
            key = (file.label or file.document.title, file.document.language)
            if key not in groups:
                groups[key] = Formats(key[0], LANGUAGES.get(key[1], key[1]), file.print_advice, [])
            groups[key].files.append(file)
        return list(groups.values())

    @property
    def preview(self) -> DocumentPreview | None:
        """The picture of the first file that has one; a draft's files never have."""
        found = (getattr(file.document, "preview", None) for file in self.files.all())
        return next((preview for preview in found if preview), None)

    @property
    def told(self) -> str:
        """The first file's type, size and length, for lists."""
        first = next(iter(self.files.all()), None)
        return first.document.told if first else ""

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        printed = self.kind in (ResourceKind.LEAFLET, ResourceKind.POSTER)
        context["guide"] = next((page for page in context["chosen"] if printed and isinstance(page, GuidePage)), None)
        return context


class ResourceFile(Orderable):
    """One file of a resource. Its language, credit and licence are the document's."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        SiteDocument, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="resource_files"
    )
    label = models.CharField(
        _("tên bản"),
        max_length=120,
        blank=True,
        help_text=_("Ví dụ: Bản A4. Các tệp cùng tên bản và cùng ngôn ngữ được xếp chung một dòng."),
    )
    print_advice = models.CharField(
        _("cách in"), max_length=200, blank=True, help_text=_("Ví dụ: In hai mặt, giấy 120 g, gập ba.")
    )

    panels = [FieldPanel("document"), FieldPanel("label"), FieldPanel("print_advice")]

    class Meta(Orderable.Meta):
        verbose_name = _("tệp của tài liệu")
        verbose_name_plural = _("tệp của tài liệu")

    def __str__(self) -> str:
        return self.label or str(self.document)
