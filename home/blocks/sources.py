"""Where a page's facts come from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Tên tài liệu, điều khoản, ngày"), max_length=300)
    url = blocks.URLBlock(label=_("Địa chỉ"), required=False)


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock(label=_("Nguồn"), icon="doc-full")

    class Meta:
        required = False
