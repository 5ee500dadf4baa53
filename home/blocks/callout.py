"""A box that stands out: information, advice, warning."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import PARAGRAPH_FEATURES


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Loại"),
        choices=[("info", _("Thông tin")), ("tip", _("Mẹo")), ("warning", _("Lưu ý"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=120)
    text = blocks.RichTextBlock(label=_("Nội dung"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Khung nổi bật")
        description = _("Thông tin, mẹo hoặc lưu ý.")
        template = "blocks/callout.html"
        preview_value = {"kind": "tip", "title": "Mẹo", "text": "<p>Cân hộp rỗng trước để trừ bì.</p>"}
