"""Opening hours in words: lunch breaks, whole days, closed days, unreadable rules."""

from datetime import date

import pytest

from stores.hours import validate_hours, week_data, week_rows

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("Mo-Su 07:00-20:00", [("Tất cả các ngày", "7:00 – 20:00")]),
        (
            "Mo-Sa 06:30-20:00; Su 07:00-20:00",
            [("Thứ Hai – thứ Bảy", "6:30 – 20:00"), ("Chủ nhật", "7:00 – 20:00")],
        ),
        (
            "Mo-Fr 07:30-11:30,13:30-17:00",
            [("Thứ Hai – thứ Sáu", "7:30 – 11:30, 13:30 – 17:00"), ("Thứ Bảy – chủ nhật", "Nghỉ")],
        ),
        ("24/7", [("Tất cả các ngày", "Cả ngày")]),
        ("Mo-Su 07:00-20:00; PH off", [("Tất cả các ngày", "7:00 – 20:00")]),
    ],
)
def test_a_rule_becomes_rows_of_the_week(rule, rows):
    assert [(row.label, row.text) for row in week_rows(rule, MONDAY)] == rows


@pytest.mark.parametrize("rule", ["8h-18h", "T2-T7", "25:00", "", 'Mo-Fr 08:00-17:00 || "theo hẹn"'])
def test_what_cannot_be_read_is_refused_in_vietnamese_and_draws_no_table(rule):
    assert validate_hours(rule)
    assert week_rows(rule) == []


def test_the_week_travels_as_minutes_of_seven_days():
    assert week_data("Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-12:00") == "|".join(
        ["450-690,810-1020"] * 5 + ["480-720", ""]
    )


def test_unknown_hours_send_no_data():
    assert week_data("") == ""
