"""What people do on the site, from the first page to what they came for."""

import re

import pytest
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from tests import factories
from tests.browser.judging import accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = ["Treo làn ở cửa", "Mang hộp cho đồ tươi", "Nói trước với người bán"]


@pytest.fixture
def site(roots):
    """A home page with a guide in steps, a campaign that leads to it, and places in two communes."""
    home = ensure_home()
    body = [
        {"type": "heading", "value": {"text": "Ba bước", "level": "h2"}},
        {"type": "steps", "value": {"title": "", "items": [{"title": step, "text": "Làm thử một tuần."} for step in STEPS]}},
        {"type": "heading", "value": {"text": "Hỏi đáp", "level": "h2"}},
        {"type": "accordion", "value": {"items": [{"title": "Quên làn thì sao?", "text": "<p>Mượn của hàng quen.</p>"}]}},
    ]  # fmt: skip
    category = factories.category("Gia dụng")
    guide = factories.guide(home, summary="Một chiếc làn và hai hộp nhựa là đủ.", body=body)
    guide.categories.add(category)
    guide.save()
    factories.campaign(home)
    tan_cuong = factories.unit("Tân Cương", slug="tan-cuong")
    ward = factories.unit("Phan Đình Phùng", kind="phuong", slug="phan-dinh-phung")
    factories.store(
        "Đồ tre Mộc Nhiên", unit=ward, schemes=("xanh",), categories=("Gia dụng",), hours="Mo-Su 07:00-20:00"
    )
    factories.store("Trà Đồi Sương", unit=tan_cuong, schemes=("viet",), categories=("Chè",))
    factories.store("Quán Bếp Lá", unit=ward, categories=("Ăn uống",))
    return home


# --- A guide ----------------------------------------------------------------------------------------------------------


def test_somebody_looks_for_a_way_ticks_two_steps_and_sends_the_address(page, new_page, site):
    page.goto("/")
    page.get_by_label("Bạn đang muốn bỏ thứ gì?").fill("tui ni long")
    page.get_by_role("button", name="Tìm cách thay").click()
    page.get_by_role("link", name="Đi chợ không túi ni lông").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đi chợ không túi ni lông")
    page.get_by_label(STEPS[0]).check()
    page.get_by_label(STEPS[2]).check()
    expect(page).to_have_url(re.compile("#b=1,3$"))
    accessible(page)

    other = new_page(viewport={"width": 390, "height": 844})
    other.goto(page.url)
    assert [other.get_by_label(step).is_checked() for step in STEPS] == [True, False, True]

    page.get_by_label(STEPS[0]).uncheck()
    page.get_by_label(STEPS[2]).uncheck()
    expect(page).to_have_url(re.compile("[^#]*$"))


def test_nothing_is_kept_in_the_browser(page, site):
    for address in ("/", "/cam-nang/di-cho-khong-tui-ni-long/#b=1", "/diem-ban/?q=tre", "/tim-kiem/?q=tre"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


def test_a_guide_leads_to_a_shop_that_sells_what_it_needs(phone, site):
    phone.goto("/cam-nang/di-cho-khong-tui-ni-long/")
    phone.get_by_role("link", name="Đồ tre Mộc Nhiên").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đồ tre Mộc Nhiên")
    expect(phone.get_by_role("main")).to_contain_text("Điểm kinh doanh xanh")
    accessible(phone)


def test_the_printed_guide_is_words_and_open_answers(page, site):
    page.goto("/cam-nang/di-cho-khong-tui-ni-long/")
    page.emulate_media(media="print")
    assert page.get_by_role("navigation", name="Chính").is_hidden()
    assert page.get_by_text("Mượn của hàng quen.").evaluate("element => element.checkVisibility()")
    assert page.get_by_text(STEPS[1]).is_visible()


# --- The directory ----------------------------------------------------------------------------------------------------


def test_somebody_narrows_the_list_down_and_back_again(page, site):
    page.goto("/diem-ban/")
    expect(page.get_by_role("status").first).to_contain_text("3 điểm")
    page.get_by_label("Điểm kinh doanh xanh").check()
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page).to_have_url(re.compile(r"/diem-ban/\?dh=diem-kinh-doanh-xanh$"))
    expect(page.get_by_role("status").first).to_contain_text("1 điểm")
    page.get_by_role("link", name="Đồ tre Mộc Nhiên").click()
    page.go_back()
    expect(page.get_by_label("Điểm kinh doanh xanh")).to_be_checked()
    page.get_by_role("link", name=re.compile("^Bỏ lọc:")).click()
    expect(page).to_have_url(re.compile("/diem-ban/$"))
    accessible(page)


def test_the_second_door_leads_to_the_places_of_a_commune(phone, site):
    phone.goto("/")
    phone.get_by_label("Xã, phường của bạn").select_option("tan-cuong")
    phone.get_by_role("button", name="Xem điểm bán").click()
    expect(phone.get_by_role("link", name="Trà Đồi Sương")).to_be_visible()
    expect(phone.get_by_role("link", name="Quán Bếp Lá")).to_have_count(0)
    accessible(phone)


def test_nothing_found_says_so_and_shows_the_way_out(phone, site):
    phone.goto("/diem-ban/?q=khong+co+dau")
    expect(phone.get_by_role("heading", name="Không có điểm bán nào như vậy")).to_be_visible()
    accessible(phone)
    phone.get_by_role("link", name="Bỏ hết bộ lọc").click()
    expect(phone.get_by_role("status").first).to_contain_text("3 điểm")


# --- Without a mouse, without a script, in English ----------------------------------------------------------------------


def test_with_the_keyboard_the_content_is_one_jump_away(page, site):
    page.goto("/cam-nang/di-cho-khong-tui-ni-long/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Bỏ qua, tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("#b=1$"))


def test_the_phone_menu_opens_and_closes_by_keys_and_by_a_tap_elsewhere(phone, site):
    phone.goto("/")
    summary = phone.locator(".menu summary")
    summary.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".menu-list")).to_be_visible()
    accessible(phone)
    phone.keyboard.press("Escape")
    expect(phone.locator(".menu-list")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.tap()
    phone.touchscreen.tap(20, 800)
    expect(phone.locator(".menu-list")).to_be_hidden()


def test_without_a_script_everything_is_there(new_page, site):
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/cam-nang/di-cho-khong-tui-ni-long/")
    page.get_by_label(STEPS[0]).check()
    page.locator(".menu summary").click()
    page.locator(".menu-list").get_by_role("link", name="Tìm kiếm").click()
    page.get_by_label("Tìm cẩm nang, chiến dịch, điểm bán").fill("mộc nhiên")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Đồ tre Mộc Nhiên").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đồ tre Mộc Nhiên")


def test_an_english_reader_is_told_what_is_not_translated(page, site):
    page.goto("/cam-nang/di-cho-khong-tui-ni-long/")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page).to_have_url(re.compile("/en/cam-nang/di-cho-khong-tui-ni-long/$"))
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("h1", "lang") == "vi"
    expect(page.get_by_role("region", name="Language")).to_be_visible()
    accessible(page)


# --- When things go wrong ------------------------------------------------------------------------------------------------


@pytest.mark.expect_console("404")
def test_a_wrong_address_offers_a_search_and_likely_pages(phone, site):
    phone.goto("/cam-nang/di-cho-khong-tui/")
    expect(phone.get_by_role("link", name="Đi chợ không túi ni lông")).to_be_visible()
    accessible(phone)
    phone.get_by_role("combobox", name="Tìm trong trang").fill("chợ")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Chợ bớt túi ni lông")).to_be_visible()
