"""What happens when."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MomentBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Ngày"))
    title = blocks.CharBlock(label=_("Việc"), max_length=150)
    text = blocks.TextBlock(label=_("Chi tiết"), required=False)

    class Meta:
        description = _("Một việc đã hoặc sẽ diễn ra vào một ngày.")
        template = "blocks/moment.html"
        preview_template = "blocks/previews/moment.html"
        preview_value = {
            "date": date(2026, 11, 1),
            "title": "Bắt đầu chiến dịch",
            "text": "Treo biển ở cổng chợ, phát túi vải cho bà con đến sớm.",
        }


class TimelineBlock(blocks.StreamBlock):
    moment = MomentBlock(label=_("Mốc thời gian"), icon="date")

    class Meta:
        required = False
