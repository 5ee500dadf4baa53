"""Numbers with their source: no number stands alone."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Con số"), max_length=30)
    label = blocks.CharBlock(label=_("Là gì"), max_length=150)
    source = blocks.CharBlock(label=_("Nguồn"), max_length=200)
    date = blocks.CharBlock(label=_("Thời điểm"), max_length=40, required=False)

    class Meta:
        icon = "order"
        label = _("Con số")


class KeyFiguresBlock(blocks.StructBlock):
    items = blocks.ListBlock(KeyFigureBlock(), label=_("Các con số"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Con số")
        description = _("Từ một đến sáu con số, mỗi số có nguồn.")
        template = "blocks/key_figures.html"
        preview_value = {
            "items": [
                {"value": "14", "label": "chợ tham gia", "source": "Số liệu mẫu", "date": "11/2026"},
                {"value": "6.000", "label": "túi vải sẵn sàng", "source": "Số liệu mẫu", "date": "11/2026"},
                {"value": "118", "label": "điểm kinh doanh xanh", "source": "Số liệu mẫu", "date": "11/2026"},
            ]
        }


class TargetBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Mức"), max_length=30)
    label = blocks.CharBlock(label=_("Mục tiêu"), max_length=200)
    note = blocks.CharBlock(label=_("Ghi chú"), max_length=200, required=False)
    source = blocks.CharBlock(label=_("Văn bản"), max_length=200)

    class Meta:
        description = _("Một mức phải đạt, kèm văn bản đặt ra mức ấy.")
        template = "blocks/target.html"
        preview_template = "blocks/previews/target.html"
        preview_value = {
            "value": "85 %",
            "label": "Cửa hàng tiện lợi không phát túi ni lông miễn phí",
            "note": "Mục tiêu mẫu",
            "source": "Kế hoạch 93/KH-UBND",
        }


class TargetsBlock(blocks.StreamBlock):
    target = TargetBlock(label=_("Mục tiêu"), icon="tick")

    class Meta:
        required = False
