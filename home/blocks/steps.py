"""Ordered steps that a reader ticks off; the ticks live in the address, nothing is stored."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Việc"), max_length=120)
    text = blocks.TextBlock(label=_("Cách làm"), required=False)

    class Meta:
        icon = "tick"
        label = _("Bước")


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên nhóm bước"), max_length=120, required=False)
    items = blocks.ListBlock(StepBlock(), label=_("Các bước"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Các bước")
        description = _("Việc làm theo thứ tự, người đọc đánh dấu được.")
        template = "blocks/steps.html"
        preview_value = {
            "title": "Trước khi đi chợ",
            "items": [
                {"title": "Treo làn ở cửa", "text": "Để làn, túi vải ngay chỗ treo chìa khóa xe."},
                {"title": "Cho ba túi lưới vào làn", "text": "Dùng cho rau, quả, hành tỏi."},
                {"title": "Mang hai hộp có nắp", "text": "Một hộp thịt cá, một hộp đậu phụ."},
            ],
        }
