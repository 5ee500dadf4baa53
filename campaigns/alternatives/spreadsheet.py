"""The rows of one state of the finder as a CSV that offices open."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.alternatives.finder import Finder
from campaigns.models import Alternative
from home.exports import csv_response


def spreadsheet(request: HttpRequest, finder: Finder) -> HttpResponse:
    chosen = [entry.slug for entry in (finder.item, finder.situation) if entry]
    rows = [_row(alternative) for alternative in finder.all_rows()]
    return csv_response("-".join(["thay-do-nhua", *chosen]), _headings(), [*rows, [], [_licence(request, finder)]])


def _headings() -> list[str]:
    return [
        _("Cách thay"), _("Thay cho"), _("Dành cho"), _("Giá thấp nhất (đồng)"), _("Giá cao nhất (đồng)"),
        _("Đơn vị của giá"), _("Ngày của giá"), _("Nguồn của giá"), _("Địa chỉ nguồn của giá"), _("Ghi chú về giá"),
        _("Dùng được"), _("Số lần dùng"), _("Làm sạch"), _("Khi bỏ đi"), _("Điểm hay"), _("Điểm dở"), _("Nguồn"),
        _("Bài cẩm nang"), _("Dữ liệu mẫu"),
    ]  # fmt: skip


def _row(row: Alternative) -> list[object]:
    return [
        row.name, "; ".join(item.label for item in row.shown_items), row.audience, row.price_low, row.price_high,
        row.price_unit, row.price_date, row.price_source, row.price_url, _price_note(row), row.lifespan, row.uses,
        row.cleaning, row.disposal, row.advantages, row.drawbacks, _sources(row),
        row.guide.full_url if row.guide else "", row.is_sample,
    ]  # fmt: skip


def _price_note(row: Alternative) -> str:
    if row.price_is_old:
        return _("Giá đã cũ hơn 12 tháng")
    return "" if row.has_price else row.price_label


def _sources(row: Alternative) -> str:
    values = [block.value for block in row.sources]
    return "; ".join(" ".join(part for part in (value["text"], value["url"]) if part) for value in values)


def _licence(request: HttpRequest, finder: Finder) -> str:
    query = finder.listing.querystring()
    url = request.build_absolute_uri(reverse("alternatives:finder") + (f"?{query}" if query else ""))
    day = date_format(timezone.localdate())
    words = _(
        "Nguồn: Thái Nguyên Xanh, %(url)s, tải ngày %(day)s. Được dùng lại khi ghi rõ nguồn này và nguồn của từng dòng."
    )
    return words % {"url": url, "day": day}
