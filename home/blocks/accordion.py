"""Questions and answers that open one by one."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import PARAGRAPH_FEATURES


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Câu hỏi"), max_length=200)
    text = blocks.RichTextBlock(label=_("Trả lời"), features=PARAGRAPH_FEATURES)


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Các mục"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Hỏi đáp, mục gập")
        description = _("Các mục mở ra khi bấm; chạy được khi không có JavaScript.")
        template = "blocks/accordion.html"
