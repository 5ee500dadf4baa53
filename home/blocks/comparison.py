"""A table that compares alternatives; on a phone each row becomes a card."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class ComparisonRowBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Tên"), max_length=200)
    badge = blocks.CharBlock(label=_("Nhãn"), max_length=40, required=False)
    recommended = blocks.BooleanBlock(label=_("Nên chọn trước"), required=False)
    cells = blocks.ListBlock(blocks.CharBlock(max_length=200, required=False), label=_("Các ô"))

    class Meta:
        icon = "table"
        label = _("Dòng của bảng")


class ComparisonValue(blocks.StructValue):
    @property
    def header(self) -> str:
        return self["columns"][0] if self["columns"] else ""

    @property
    def table(self) -> list[dict]:
        """Rows whose cells carry their column's name, which a phone shows beside each cell."""
        labels = list(self["columns"])[1:]
        return [{"row": row, "cells": list(zip(labels, row["cells"], strict=False))} for row in self["rows"]]


class ComparisonBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Chú thích bảng"), max_length=250)
    columns = blocks.ListBlock(blocks.CharBlock(max_length=60), label=_("Tên cột"), min_num=2, max_num=7)
    rows = blocks.ListBlock(ComparisonRowBlock(), label=_("Các dòng"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Bảng so sánh")
        description = _("So sánh các lựa chọn; cột đầu là tên.")
        template = "blocks/comparison.html"
        value_class = ComparisonValue
        preview_value = {
            "caption": "Giá tham khảo (số liệu mẫu).",
            "columns": ["Đồ thay thế", "Hợp với", "Giá"],
            "rows": [
                {
                    "name": "Làn tre",
                    "badge": "Nên chọn trước",
                    "recommended": True,
                    "cells": ["Rau, quả", "60.000 – 120.000 đ"],
                },
                {"name": "Túi vải", "badge": "", "recommended": False, "cells": ["Hàng khô", "35.000 – 70.000 đ"]},
            ],
        }

    def clean(self, value):
        value = super().clean(value)
        wanted = len(value["columns"]) - 1
        if any(len(row["cells"]) != wanted for row in value["rows"]):
            message = _("Mỗi dòng phải có đúng %(count)d ô, bằng số cột trừ cột tên.") % {"count": wanted}
            raise StructBlockValidationError(block_errors={"rows": ValidationError(message)})
        return value
