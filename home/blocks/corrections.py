"""What was wrong on a page and has been put right, said openly."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CorrectionBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Ngày sửa"))
    text = blocks.TextBlock(label=_("Sửa gì"), help_text=_("Câu cũ sai ở đâu, nay đúng là gì."))

    class Meta:
        icon = "edit"
        label = _("Đính chính")
        description = _("Một điều đã sai trên trang và đã được sửa, có ngày.")
        template = "blocks/correction.html"
        preview_template = "blocks/previews/correction.html"
        preview_value = {"date": date(2026, 3, 11), "text": "Chợ họp ngày chẵn, không phải ngày lẻ như bài đã viết."}


class CorrectionsBlock(blocks.StreamBlock):
    correction = CorrectionBlock()

    class Meta:
        required = False
