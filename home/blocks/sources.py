"""Where a page's facts come from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Tên tài liệu, điều khoản, ngày"), max_length=300)
    url = blocks.URLBlock(label=_("Địa chỉ"), required=False)

    class Meta:
        description = _("Tài liệu mà bài viết dựa vào, ghi đủ để người đọc tìm lại được.")
        template = "blocks/source.html"
        preview_template = "blocks/previews/source.html"
        preview_value = {
            "text": "Kế hoạch 93/KH-UBND ngày 28/6/2019 của Ủy ban nhân dân tỉnh Thái Nguyên",
            "url": "https://thainguyen.gov.vn/",
        }


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock(label=_("Nguồn"), icon="doc-full")

    class Meta:
        required = False
