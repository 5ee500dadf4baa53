"""Opening hours: OSM rules read by a library, spoken in Vietnamese.

"Open now" on a public page is written by a small script from data, because pages are cached; the table of the week
is made here and stands without it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from opening_hours import OpeningHours, State, validate

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = 7
DAY = 24 * 60
_HOLIDAY_PART = re.compile(r"^\s*(?:[A-Za-z,\s-]*,\s*)?PH[A-Za-z,\s-]*?\s+(.+)$")
Span = tuple[int, int]  # from and to, minutes of the day


@dataclass(frozen=True)
class DayHours:
    """One row of the week: "Thứ Hai – thứ Bảy", "6:30 – 20:00"."""

    label: str
    spans: list[Span]
    weekdays: list[int]

    @property
    def text(self) -> str:
        if not self.spans:
            return _("Nghỉ")
        if self.spans == [(0, DAY)]:
            return _("Cả ngày")
        return ", ".join(f"{clock(start)} – {clock(end)}" for start, end in self.spans)


def validate_hours(rule: str) -> str | None:
    """What is wrong with an OSM rule, in words; None when it can be read."""
    if "||" in rule:
        return _("Chưa dùng được cách ghi “||”. Giờ theo hẹn thì ghi vào ô ghi chú.")
    if not validate(rule):
        return _("Không đọc được giờ mở cửa. Ví dụ đúng: Mo-Sa 07:00-11:30,13:30-18:00; Su 08:00-12:00; PH off.")
    return None


@lru_cache(maxsize=2000)
def _week_beginning(rule: str, monday: date) -> list[list[Span]]:
    # Holidays belong to their own notice, so the week is read without a country.
    hours = OpeningHours(rule, timezone=VIETNAM)
    return [_spans(hours, monday + timedelta(days=i)) for i in range(WEEK)]


def week(rule: str, monday: date | None = None) -> list[list[Span]]:
    """Open minutes of each day of an ordinary week, Monday first. Empty when the rule is unknown or unreadable."""
    if not rule or validate_hours(rule):
        return []
    return _week_beginning(rule, monday or _this_monday())


def week_data(rule: str) -> str:
    """The week for the script that writes "đang mở": "390-1200|390-690,810-1080|…", seven days, minutes of the day."""
    return "|".join(",".join(f"{start}-{end}" for start, end in day) for day in week(rule))


def week_rows(rule: str, monday: date | None = None) -> list[DayHours]:
    """The same week in words, equal neighbouring days joined."""
    days = week(rule, monday)
    if not days:
        return []
    rows: list[DayHours] = []
    first = 0
    for day in range(1, WEEK + 1):
        if day == WEEK or days[day] != days[first]:
            rows.append(DayHours(_day_range(first, day - 1), days[first], list(range(first, day))))
            first = day
    return rows


def on_holidays(rule: str) -> str:
    """The part of a rule that speaks of holidays, as a rule for every day; empty when none does.

    >>> on_holidays("Mo-Sa 07:00-20:00; PH 08:00-12:00"), on_holidays("Mo-Su,PH 07:00-20:00"), on_holidays("Mo-Su 07:00-20:00")
    ('Mo-Su 08:00-12:00', 'Mo-Su 07:00-20:00', '')
    """
    said = [match[1] for part in rule.split(";") if (match := _HOLIDAY_PART.match(part))]
    return f"Mo-Su {said[-1].strip()}" if said else ""


def _this_monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def _spans(hours: OpeningHours, day: date) -> list[Span]:
    begin = datetime.combine(day, time.min, tzinfo=VIETNAM)
    end = begin + timedelta(days=1)
    return [
        (_minute(start, begin), _minute(min(stop or end, end), begin))
        for start, stop, state, _comments in hours.intervals(begin, end)
        if state == State.OPEN
    ]


def _minute(moment: datetime, midnight: datetime) -> int:
    return round((moment - midnight).total_seconds() / 60)


def clock(minute: int) -> str:
    """390 is "6:30"; the end of the day is "24:00"."""
    return f"{minute // 60}:{minute % 60:02d}"


def _day_range(first: int, last: int) -> str:
    names = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
    if (first, last) == (0, WEEK - 1):
        return _("Tất cả các ngày")
    if first == last:
        return names[first]
    closing = names[last]
    if get_language() == "vi":  # Vietnamese writes the second day small, English writes both large
        closing = closing[:1].lower() + closing[1:]
    return f"{names[first]} – {closing}"
