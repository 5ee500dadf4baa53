"""The programme of an event and the papers that go with it."""

from datetime import time

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import DownloadBlock


class SessionBlock(blocks.StructBlock):
    """One part of an event's programme."""

    day = blocks.DateBlock(label=_("Ngày"), required=False, help_text=_("Chỉ cần khi sự kiện kéo dài nhiều ngày."))
    starts = blocks.TimeBlock(label=_("Từ"))
    ends = blocks.TimeBlock(label=_("Đến"), required=False)
    title = blocks.CharBlock(label=_("Nội dung"), max_length=150)
    text = blocks.TextBlock(label=_("Chi tiết, người trình bày"), required=False)

    class Meta:
        description = _("Một phần của chương trình, từ giờ nào đến giờ nào.")
        template = "blocks/session.html"
        preview_value = {
            "day": None,
            "starts": time(8, 0),
            "ends": time(8, 30),
            "title": "Đón khách, nhận túi vải",
            "text": "Mỗi người mang theo một chai nước của mình.",
        }


class ProgrammeBlock(blocks.StreamBlock):
    session = SessionBlock(label=_("Phần"), icon="time")

    class Meta:
        required = False


class MaterialsBlock(blocks.StreamBlock):
    file = DownloadBlock(label=_("Tài liệu"))

    class Meta:
        required = False
