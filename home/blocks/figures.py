"""Numbers with their source: no number stands alone."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Con số"), max_length=30)
    label = blocks.CharBlock(label=_("Là gì"), max_length=150)
    source = blocks.CharBlock(label=_("Nguồn"), max_length=200)
    date = blocks.CharBlock(label=_("Thời điểm"), max_length=40, required=False)


class KeyFiguresBlock(blocks.StructBlock):
    items = blocks.ListBlock(KeyFigureBlock(), label=_("Các con số"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Con số")
        description = _("Từ một đến sáu con số, mỗi số có nguồn.")
        template = "blocks/key_figures.html"


class TargetBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Mức"), max_length=30)
    label = blocks.CharBlock(label=_("Mục tiêu"), max_length=200)
    note = blocks.CharBlock(label=_("Ghi chú"), max_length=200, required=False)
    source = blocks.CharBlock(label=_("Văn bản"), max_length=200)


class TargetsBlock(blocks.StreamBlock):
    target = TargetBlock(label=_("Mục tiêu"), icon="tick")

    class Meta:
        required = False
