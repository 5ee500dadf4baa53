"""Somebody registers for an event on a phone, follows the mailed link, and gives the seat back."""

import re

import pytest
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from home.models import Notification
from tests import factories
from tests.browser.judging import accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(roots):
    return factories.event(
        ensure_home(),
        "Lớp ủ rác bếp",
        registration_mode="open",
        seats=1,
        programme=[("session", {"starts": "08:00", "ends": "09:00", "title": "Làm thử thùng ủ", "text": "Theo nhóm."})],
    )


def mailed_address(kind: str) -> str:
    body = Notification.objects.get(kind=kind).body
    return re.search(r"https?://[^/]+(/dang-ky-su-kien/\S+)", body).group(1)


@pytest.mark.expect_console("422")
def test_somebody_registers_on_a_phone_follows_the_link_and_cancels(new_page, event):
    phone = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=False)
    phone.goto(event.url)
    phone.get_by_role("link", name="Đăng ký").first.click()
    phone.get_by_label("Họ tên").fill("Nguyễn Thị Lan")
    phone.get_by_label("Thư điện tử").fill("lan@")
    phone.get_by_label("Lời nhắn").fill("Tôi đi xe lăn")
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_role("alert")).to_contain_text("Địa chỉ thư điện tử chưa đúng")
    expect(phone.get_by_label("Lời nhắn")).to_have_value("Tôi đi xe lăn")
    fits(phone)
    phone.get_by_label("Thư điện tử").fill("lan@example.vn")
    phone.get_by_label("Tôi đồng ý").check()
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hãy mở thư để xác nhận")
    fits(phone)

    phone.goto(mailed_address("event_confirm"))
    phone.get_by_role("button", name="Xác nhận tôi sẽ đến").click()
    expect(phone.get_by_text("Bạn đã có chỗ.")).to_be_visible()
    phone.goto(event.url)
    expect(phone.get_by_text("Đã kín chỗ").first).to_be_visible()

    phone.goto(mailed_address("event_confirmed"))
    phone.get_by_role("button", name="Hủy đăng ký").click()
    expect(phone.get_by_text("không còn hiệu lực")).to_be_visible()
    phone.goto(event.url)
    expect(phone.get_by_text("Còn chỗ").first).to_be_visible()
    assert phone.context.cookies() == []


@pytest.mark.expect_console("422")
def test_every_step_is_accessible(phone, event):
    phone.goto(event.url)
    accessible(phone)
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    accessible(phone)
    fits(phone)
    phone.get_by_label("Họ tên").fill("Lan")
    phone.get_by_label("Thư điện tử").fill("lan@example.vn")
    phone.get_by_label("Tôi đồng ý").check()
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hãy mở thư để xác nhận")
    accessible(phone)
    for kind in ("event_confirm",):
        phone.goto(mailed_address(kind))
        accessible(phone)
        phone.get_by_role("button", name="Xác nhận tôi sẽ đến").click()
        accessible(phone)
        fits(phone)
