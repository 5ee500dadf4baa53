"""Questions and answers that open one by one."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import PARAGRAPH_FEATURES


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Câu hỏi"), max_length=200)
    text = blocks.RichTextBlock(label=_("Trả lời"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "help"
        label = _("Mục hỏi đáp")


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Các mục"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Hỏi đáp, mục gập")
        description = _("Các mục mở ra khi bấm; chạy được khi không có JavaScript.")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [
                {
                    "title": "Hộp nặng thế, có bị tính vào tiền thịt không?",
                    "text": "<p>Nhờ người bán cân hộp rỗng trước để trừ bì.</p>",
                },
                {"title": "Hôm nay quên mang làn thì sao?", "text": "<p>Mượn làn ở cổng chợ, trả vào buổi sau.</p>"},
                {"title": "Hàng ướt đựng vào đâu?", "text": "<p>Hộp có nắp, hoặc gói lá rồi cho vào hộp.</p>"},
            ]
        }
