"""Somebody without JavaScript asks for mail, changes it and leaves; somebody else says what a page lacks."""

import re

import pytest
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from home.models import Notification, PageFeedback, Subscription
from tests import factories
from tests.browser.judging import accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guide(roots):
    return factories.guide(ensure_home(), "Đi chợ không túi ni lông", agency=factories.agency())


@pytest.fixture
def plain(new_page):
    """A small phone without JavaScript."""
    return new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=False)


def mailed_address() -> str:
    return re.search(r"https?://[^/]+(/theo-doi/thu/\S+)", Notification.objects.latest("pk").body)[1]


@pytest.mark.expect_console("422")
def test_signing_up_on_a_phone_changing_it_and_leaving(plain, guide):
    factories.topic("Túi ni lông", guide)
    plain.goto("/theo-doi/thu/")
    plain.get_by_label("Túi ni lông").check()
    plain.get_by_label("Thư điện tử").fill("lan@")
    plain.get_by_role("button", name="Đăng ký nhận tin").click()
    expect(plain.get_by_role("alert")).to_contain_text("Địa chỉ thư điện tử chưa đúng")
    expect(plain.get_by_label("Túi ni lông")).to_be_checked()
    fits(plain)
    plain.get_by_label("Thư điện tử").fill("lan@example.vn")
    plain.get_by_label("Tôi đồng ý").check()
    plain.get_by_role("button", name="Đăng ký nhận tin").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Hãy mở thư để xác nhận")
    fits(plain)

    plain.goto(mailed_address())
    plain.get_by_role("button", name="Xác nhận, gửi tin cho tôi").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Tin bạn nhận")
    fits(plain)
    plain.get_by_label("Nhiều nhất một thư mỗi ngày").check()
    plain.get_by_role("button", name="Lưu").click()
    expect(plain.get_by_role("status")).to_contain_text("Đã lưu")
    assert Subscription.objects.get().frequency == "daily"

    plain.get_by_role("button", name="Thôi nhận tin và xóa địa chỉ").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Đã thôi nhận tin")
    assert not Subscription.objects.exists()
    assert plain.context.cookies() == []


def test_the_small_form_under_a_topic(plain, guide):
    topic = factories.topic("Túi ni lông", guide)
    plain.goto(topic.get_absolute_url())
    plain.get_by_label("Thư điện tử").fill("lan@example.vn")
    plain.get_by_role("button", name="Nhận thư").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Hãy mở thư để xác nhận")
    assert Subscription.objects.get().choices == {"pages": {"chu-de": [str(topic.pk)]}}


def test_saying_what_a_page_lacks(plain, guide):
    plain.goto(guide.url)
    fits(plain)
    plain.get_by_role("button", name="Không", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn")
    plain.get_by_label("Điều gì còn thiếu").fill("Thiếu giá làn.")
    plain.get_by_role("button", name="Gửi lời góp ý").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Đã nhận lời góp ý")
    plain.get_by_role("link", name="Về trang vừa đọc").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(guide.title)
    assert list(PageFeedback.objects.values_list("useful", "text")) == [(False, "Thiếu giá làn.")]
    assert plain.context.cookies() == []


@pytest.mark.expect_console("422")
def test_every_step_is_accessible(phone, guide):
    phone.goto(factories.topic("Túi ni lông", guide).get_absolute_url())
    accessible(phone)
    phone.goto("/theo-doi/thu/")
    accessible(phone)
    phone.get_by_role("button", name="Đăng ký nhận tin").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    accessible(phone)
    fits(phone)
    phone.get_by_label("Thư điện tử").fill("lan@example.vn")
    phone.get_by_label("Tôi đồng ý").check()
    phone.get_by_role("button", name="Đăng ký nhận tin").click()
    accessible(phone)
    phone.goto(mailed_address())
    accessible(phone)
    phone.get_by_role("button", name="Xác nhận, gửi tin cho tôi").click()
    accessible(phone)
    fits(phone)
    phone.goto(guide.url)
    accessible(phone)
    phone.get_by_role("button", name="Có", exact=True).click()
    accessible(phone)
    fits(phone)
