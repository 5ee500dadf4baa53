"""`manage.py load_reference`: agencies, units with their history, and holidays from `home/data`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from home.units.loading import load_reference


class Command(BaseCommand):
    help = "Nạp cơ quan, xã phường (cả đơn vị cũ) và ngày lễ; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--update",
            action="store_true",
            help="Đặt lại những dòng khác với tệp dữ liệu (không đổi đường dẫn và ghi chú).",
        )

    def handle(self, *args: Any, update: bool = False, verbosity: int = 1, **options: Any) -> None:
        outcomes = load_reference(update=update)
        if verbosity < 1:
            return
        labels = {
            "agencies": _("Cơ quan"),
            "units": _("Xã, phường và đơn vị cũ"),
            "successions": _("Thay đổi đơn vị"),
            "holidays": _("Ngày lễ"),
            "synonyms": _("Từ đồng nghĩa"),
        }
        for name, outcome in outcomes.items():
            line = _("%(table)s: thêm %(created)d, sửa %(updated)d") % {
                "table": labels[name],
                "created": outcome.created,
                "updated": outcome.updated,
            }
            self.stdout.write(line)
