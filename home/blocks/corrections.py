"""What was wrong on a page and has been put right, said openly."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CorrectionBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Ngày sửa"))
    text = blocks.TextBlock(label=_("Sửa gì"), help_text=_("Câu cũ sai ở đâu, nay đúng là gì."))

    class Meta:
        icon = "edit"
        label = _("Đính chính")


class CorrectionsBlock(blocks.StreamBlock):
    correction = CorrectionBlock()

    class Meta:
        required = False
