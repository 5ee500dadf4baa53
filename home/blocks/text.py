"""Headings, paragraphs and quotations."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.text import slugify

# What a paragraph may hold. No headings (they have a block), no images, no embeds: no foreign player ever.
PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """The id that the contents list and shared links point to."""
        return slugify(self.get("text") or "", max_length=60)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Đề mục"), max_length=150)
    level = blocks.ChoiceBlock(label=_("Cấp"), choices=[("h2", _("Lớn")), ("h3", _("Nhỏ"))], default="h2")

    class Meta:
        icon = "title"
        label = _("Đề mục")
        description = _("Tên của một phần trong bài; mục lục lấy các đề mục lớn.")
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "Chuẩn bị trước khi đi chợ", "level": "h2"}


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=PARAGRAPH_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        description = _("Chữ thường, in đậm, danh sách và liên kết.")
        template = "blocks/text.html"
        preview_value = (
            "<p>Treo làn ngay cửa thì <b>sáng ra sẽ nhớ mang</b>. Một buổi chợ của gia đình bốn người cần:</p>"
            "<ul><li>một chiếc làn;</li><li>ba túi lưới;</li><li>hai hộp có nắp.</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Lời trích"))
    author = blocks.CharBlock(label=_("Người nói"), required=False)
    role = blocks.CharBlock(label=_("Chức danh, nơi ở"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Trích lời")
        description = _("Lời của một người, có tên người nói.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Khách quen mang hộp đến, tôi bớt cho họ tiền hộp.",
            "author": "Chủ quán phở",
            "role": "phường Phan Đình Phùng",
        }
