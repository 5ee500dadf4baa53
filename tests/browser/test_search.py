"""Searching: suggestions by keyboard and by touch, a slip put right, and all of it without scripts."""

import re

import pytest
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from tests import factories
from tests.browser.judging import accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guides(roots):
    home = ensure_home()
    return [factories.guide(home, title) for title in ("Đi chợ không túi ni lông", "Túi vải tự may", "Ủ rác bếp")]


def test_a_suggestion_is_chosen_by_keyboard(page, guides):
    page.goto("/tim-kiem/")
    field = page.get_by_role("combobox", name="Tìm cẩm nang, chiến dịch, điểm bán")
    field.press_sequentially("tui")
    options = page.get_by_role("listbox", name="Gợi ý").get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(field).to_be_focused()
    accessible(page)
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("tui")
    field.press_sequentially(" v")
    expect(options).to_have_count(1)
    field.press("ArrowUp")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Túi vải tự may")


def test_a_suggestion_is_chosen_by_a_tap_on_a_phone(phone, guides):
    phone.goto("/")
    phone.get_by_label("Bạn đang muốn bỏ thứ gì?").press_sequentially("rac b")
    option = phone.get_by_role("listbox").get_by_role("option")
    expect(option).to_contain_text("Ủ rác bếp")
    fits(phone)
    option.tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ủ rác bếp")


@pytest.mark.expect_console("ERR_FAILED")
def test_without_an_answer_the_field_is_a_plain_one(page, guides):
    page.route("**/goi-y/**", lambda route: route.abort())
    page.goto("/tim-kiem/")
    field = page.locator("#tim")
    field.press_sequentially("túi")
    page.wait_for_timeout(400)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=t%C3%BAi$"))
    expect(page.get_by_role("link", name="Túi vải tự may")).to_be_visible()


def test_a_slip_is_put_right_without_scripts(new_page, guides):
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/tim-kiem/?q=uu+rac+bepp")
    page.get_by_role("link", name="ủ rác bếp", exact=True).click()
    expect(page.get_by_role("link", name="Ủ rác bếp")).to_be_visible()


def test_nothing_found_is_accessible(page, guides):
    page.goto("/tim-kiem/?q=rác+bếpp")
    accessible(page)
    fits(page)
