"""Pictures and documents, with the credit and licence that let others use them."""

import secrets
from typing import Self

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from home import document_files


class Licence(models.TextChoices):
    """Under which terms others may reuse a file."""

    OWN = "own", _("Của chương trình, được dùng lại khi ghi nguồn")
    CC_BY = "cc-by", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    PUBLIC = "public", _("Văn bản công, không có bản quyền")
    RESTRICTED = "restricted", _("Chỉ dùng trên trang này")


class LicensedMedia(models.Model):
    """Credit and licence; no form saves a file without them, and nobody's guess stands in for the choice."""

    credit = models.CharField(
        _("nguồn, tác giả"), max_length=200, help_text=_("Người chụp, người vẽ hoặc cơ quan ban hành.")
    )
    licence = models.CharField(
        _("giấy phép"), max_length=20, choices=Licence.choices, help_text=_("Người khác được dùng lại tệp này thế nào.")
    )

    class Meta:
        abstract = True


class SiteImage(LicensedMedia, AbstractImage):  # noqa: DJ008 (Wagtail's base names it)
    """A picture. Its alternative text is Wagtail's `description`, which here is required."""

    description = models.CharField(
        _("văn bản thay thế"),
        max_length=255,
        help_text=_("Ảnh cho thấy gì, trong một câu; người không nhìn thấy ảnh sẽ nghe câu này."),
    )

    description_en = models.CharField(
        _("văn bản thay thế bằng tiếng Anh"),
        max_length=255,
        blank=True,
        help_text=_("Cần khi ảnh đứng trên một trang tiếng Anh."),
    )

    admin_form_fields = (*Image.admin_form_fields, "description_en", "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình ảnh")
        verbose_name_plural = _("hình ảnh")

    @property
    def default_alt_text(self) -> str:
        """Never the title, which is a file name as often as not."""
        return self.alt_text_in(get_language())

    def alt_text_in(self, language: str | None) -> str:
        """In the reader's language; a picture nobody described in English is still described."""
        return (self.description_en if language == "en" else "") or self.description


class SiteRendition(AbstractRendition):
    """A sized copy on the public storage, under a name nobody can guess from the original."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec")
        ]

    def get_upload_to(self, filename: str) -> str:
        extension = filename.rsplit(".", 1)[-1].lower()
        return f"anh/{secrets.token_urlsafe(12)}.{extension}"


def public_storage() -> Storage:
    return storages["public"]


def _preview_name(preview: models.Model, filename: str) -> str:
    """Nobody can guess it from the document."""
    return f"xem-truoc/{secrets.token_urlsafe(12)}.webp"


class SiteDocument(LicensedMedia, AbstractDocument):  # noqa: DJ008
    """A file to download; always served through a permission check."""

    language = models.CharField(
        _("ngôn ngữ"), max_length=5, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )

    _known_file = ""  # the file whose facts the row has
    page_count = models.PositiveIntegerField(_("số trang"), null=True, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "credit", "licence", "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")

    def save(self, *args, **kwargs) -> None:
        """Its facts come from the file itself, whoever makes the document."""
        if self.file and (self.file.name != self._known_file or self.file_size is None):
            self.page_count = document_files.page_count(self.file, self.file_extension)
            self._set_document_file_metadata()
        super().save(*args, **kwargs)
        self._known_file = self.file.name

    @classmethod
    def from_db(cls, db, field_names, values) -> Self:
        document = super().from_db(db, field_names, values)
        document._known_file = document.file.name if "file" in field_names else ""
        return document

    def clean(self) -> None:
        """Wagtail's check of the file's type, once there is a file: many files at once get theirs after the form."""
        if not self.file:
            return
        super().clean()
        if not self.file._committed:
            try:
                document_files.check(self.file)
            except ValidationError as error:
                raise ValidationError({"file": error.messages}) from error

    @property
    def told(self) -> str:
        """ "PDF, 1,2 MB, 4 trang": type, size and length, said before the tap."""
        return document_files.told(self.file_extension, self.file_size, self.page_count)


class DocumentPreview(models.Model):
    """A picture of a document's first page, on the public storage; only published documents have one."""

    document = models.OneToOneField(SiteDocument, on_delete=models.CASCADE, related_name="preview")
    of_hash = models.CharField(max_length=40)  # of the file it was made from
    file = models.FileField(storage=public_storage, upload_to=_preview_name)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ảnh xem trước")
        verbose_name_plural = _("ảnh xem trước")

    def __str__(self) -> str:
        return str(self.document)
