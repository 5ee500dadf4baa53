"""What happens when."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MomentBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Ngày"))
    title = blocks.CharBlock(label=_("Việc"), max_length=150)
    text = blocks.TextBlock(label=_("Chi tiết"), required=False)


class TimelineBlock(blocks.StreamBlock):
    moment = MomentBlock(label=_("Mốc thời gian"), icon="date")

    class Meta:
        required = False
