"""How the other logs are written: one JSON line an event, traceback included, personal data taken out."""

import logging

from pythonjsonlogger.json import JsonFormatter

from home.delivery.masking import masked, masked_path


class SiteJsonFormatter(JsonFormatter):
    """Drops what frameworks attach to a record (the request with its query string, its status) and masks the rest."""

    def __init__(self, **kwargs) -> None:
        reserved = [*logging.makeLogRecord({}).__dict__, "message", "asctime", "request", "status_code", "taskName"]
        super().__init__(
            "{levelname} {name} {message}",
            style="{",
            reserved_attrs=reserved,
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
            json_ensure_ascii=False,
            timestamp="time",
            **kwargs,
        )

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.") and isinstance(record.args, tuple):  # Django names the path of what failed
            record.args = tuple(masked_path(a) if isinstance(a, str) and a.startswith("/") else a for a in record.args)
        return masked(super().format(record))
