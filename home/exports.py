"""Spreadsheets that offices open: a CSV that Excel reads as UTF-8 and in which nothing runs, and an XLSX of plain text."""

import csv
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO

from django.db.models import Model, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin
from wagtail.coreutils import multigetattr

from home.yes_no import in_words

BYTE_ORDER_MARK = "\ufeff".encode()
# What Excel, LibreOffice and their East Asian editions take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that would be run as a formula gets an apostrophe, which spreadsheets read as "this is text"."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text


def local_time(value: datetime) -> datetime:
    """What the clock on the wall says; spreadsheets know no time zones."""
    return timezone.make_naive(value) if timezone.is_aware(value) else value


def readable(value: object) -> object:
    """A value as an office would type it: numbers and dates as they are, yes and no in words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return in_words(value)
    if isinstance(value, datetime):
        return local_time(value)
    return force_str(value, strings_only=True)


def csv_response(name: str, headings: list[str], rows: Iterable[list[object]]) -> HttpResponse:
    """A small spreadsheet of public rows, whole, so that it can be kept like a page; dates as 23/11/2026."""
    text = StringIO()
    writer = csv.writer(text)
    for row in ([*headings], *rows):
        writer.writerow([_cell(value) for value in row])
    response = HttpResponse(BYTE_ORDER_MARK + text.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    value = readable(value)
    return harmless(value) if isinstance(value, str) else value


class SafeExportMixin(SpreadsheetExportMixin):
    """For list views of snippets and modeladmin alike; stands before the view class."""

    def to_row_dict(self, item: Model) -> OrderedDict[str, object]:
        return OrderedDict((name, self.value_of(item, name)) for name in self.list_export)

    def value_of(self, item: Model, name: str) -> object:
        """The label of a choice, the value of any other field, property or dotted path."""
        label = getattr(item, f"get_{name}_display", None)
        return label() if callable(label) else multigetattr(item, name)

    def preprocess_field_value(self, field: str, value: object, export_format: str) -> object:
        value = readable(value)
        return harmless(value) if export_format == self.FORMAT_CSV and isinstance(value, str) else value

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export)
        yield writer.writerow({field: self.get_heading(queryset, field) for field in self.list_export})
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))

    def write_csv_response(self, queryset: QuerySet) -> StreamingHttpResponse:
        response = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        """Wagtail's headings: the field's name as forms show it, or what `export_headings` says."""
        return SpreadsheetExportMixin.get_heading(self, queryset, field)
