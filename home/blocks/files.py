"""Files to take away and films of our own; nothing is loaded before a tap."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.blocks.samples import SampleDocument


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Tài liệu"))
    description = blocks.CharBlock(label=_("Mô tả"), max_length=250, required=False)

    class Meta:
        icon = "download"
        label = _("Tải tài liệu")
        description = _("Một tệp để tải, ghi rõ loại và dung lượng.")
        template = "blocks/download.html"
        preview_value = {
            "document": SampleDocument("Bản in A4: Đi chợ không túi ni lông"),
            "description": "In hai mặt, gập ba, phát ở cổng chợ.",
        }


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên phim"), max_length=150)
    poster = ImageChooserBlock(label=_("Ảnh đại diện"), required=False)
    document = DocumentChooserBlock(label=_("Tệp phim (MP4)"), required=False)
    url = blocks.URLBlock(label=_("Địa chỉ ở trang khác"), required=False)
    transcript = blocks.TextBlock(label=_("Lời trong phim"), required=False)

    class Meta:
        icon = "media"
        label = _("Phim")
        description = _("Tệp phim của mình, hoặc ảnh dẫn sang trang khác; không tải gì trước khi bấm.")
        template = "blocks/video.html"
        preview_value = {
            "title": "Gói xôi bằng lá dong",
            "poster": None,
            "document": None,
            "url": "https://thainguyen.gov.vn/",
            "transcript": "Rửa lá, lau khô, hơ qua lửa cho mềm rồi mới gói.",
        }

    def clean(self, value):
        value = super().clean(value)
        if bool(value["document"]) == bool(value["url"]):
            error = ValidationError(_("Chọn đúng một trong hai: tệp phim hoặc địa chỉ."))
            raise StructBlockValidationError(block_errors={"document": error, "url": error})
        return value
