"""What the law says, with the decree, the article and the days between which it holds."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks.text import PARAGRAPH_FEATURES


class LawReferenceValue(blocks.StructValue):
    @property
    def is_expired(self) -> bool:
        until: date | None = self.get("valid_until")
        return until is not None and until < timezone.localdate()


class LawReferenceBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Văn bản"), max_length=150, help_text=_("Ví dụ: Nghị định 08/2022/NĐ-CP"))
    article = blocks.CharBlock(label=_("Điều, khoản"), max_length=80, required=False)
    valid_from = blocks.DateBlock(label=_("Có hiệu lực từ"))
    valid_until = blocks.DateBlock(label=_("Hết hiệu lực từ sau ngày"), required=False)
    replaced_by = blocks.CharBlock(label=_("Được thay bằng"), max_length=150, required=False)
    url = blocks.URLBlock(label=_("Địa chỉ toàn văn"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Văn bản")
        value_class = LawReferenceValue

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        if value["valid_until"] and value["valid_until"] < value["valid_from"]:
            errors["valid_until"] = ValidationError(_("Ngày hết hiệu lực phải sau ngày có hiệu lực."))
        elif value.is_expired and not value["replaced_by"]:
            errors["replaced_by"] = ValidationError(
                _("Văn bản đã hết hiệu lực. Hãy ghi văn bản thay thế, hoặc dẫn văn bản đang có hiệu lực.")
            )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value


class LawBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=120, default=_("Quy định nói gì?"))
    text = blocks.RichTextBlock(label=_("Nội dung, bằng lời dễ hiểu"), features=PARAGRAPH_FEATURES)
    references = blocks.ListBlock(LawReferenceBlock(), label=_("Căn cứ"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Quy định")
        description = _("Điều luật nói, kèm văn bản, điều khoản và thời gian có hiệu lực.")
        template = "blocks/law.html"
        preview_value = {
            "title": "Quy định nói gì?",
            "text": "<p>Từ năm 2026, siêu thị không phát túi ni lông khó phân hủy.</p>",
            "references": [{"name": "Nghị định 08/2022/NĐ-CP", "article": "Điều 64", "valid_from": date(2022, 1, 10)}],
        }
