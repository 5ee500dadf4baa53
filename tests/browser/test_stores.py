"""A store on a phone, and the officer who says where it stands and when it is open."""

import re

import pytest
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from stores import review
from stores.models import Store, StoreHours, StoreLink, StorePosition, StoreProduct
from tests import factories
from tests.browser.judging import TEXT_SPACING, accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_tiles(settings, tmp_path):
    settings.MAP_TILE_URL = ""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def store(roots):
    ensure_home()
    unit = factories.unit("Đồng Hỷ", bbox_w=105.8, bbox_s=21.5, bbox_e=105.9, bbox_n=21.6, lat=21.55, lng=105.85)
    made = factories.store(
        "Nông sản Làn Mây", unit=unit, at=None, schemes=("xanh",), phone="0208 3855 123", practices=("Cân lẻ",),
        payment_ways=["cash"], wheelchair="partly", wheelchair_note="Một bậc ở cửa", own_containers="yes",
        website="https://lanmay.example.vn",
    )  # fmt: skip
    made.products = [StoreProduct(name="Chè", ocop_stars=4, ocop_issuer="UBND tỉnh", ocop_until="2999-12-31")]
    made.links = [StoreLink(url="https://www.facebook.com/lanmay")]
    made.save()
    review.verify(made, actor=None, how="visit")
    return made


def signed_in(page, cast):
    page.goto("/quan-tri/login/")
    page.get_by_label("Tên người dùng").or_(page.locator("[name=username]")).first.fill("store_officer")
    page.locator("[name=password]").fill("mat-khau-thu")
    page.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/quan-tri/$"))


def test_the_page_of_a_place_is_whole_and_accessible(new_page, store):
    for scheme in ("light", "dark"):
        for width in (320, 390, 1366):
            page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page.goto(store.get_absolute_url())
            expect(page.get_by_role("link", name="0208 3855 123")).to_have_attribute("href", "tel:+842083855123")
            for words in ("OCOP 4 sao", "Cân lẻ", "Vào được một phần", "Một bậc ở cửa", "Tiền mặt", "Facebook"):
                expect(page.locator("main")).to_contain_text(words)
            accessible(page)
            fits(page)
            page.evaluate(TEXT_SPACING)
            fits(page)


def test_the_officer_drags_pastes_and_takes_the_middle_of_the_commune(page, store, cast):
    signed_in(page, cast)
    page.goto(f"/quan-tri/diem-ban/{store.pk}/vi-tri/")
    lat, lng = page.get_by_label("Vĩ độ"), page.get_by_label("Kinh độ")
    page.get_by_role("button", name="Lấy trung tâm Xã Đồng Hỷ").click()
    expect(lat).to_have_value("21.550000")
    expect(page.get_by_label("Chỉ biết xã, phường")).to_be_checked()
    page.get_by_label("Dán tọa độ").fill("https://www.google.com/maps/@21.56,105.86,17z")
    page.get_by_label("Dán tọa độ").blur()
    expect(lat).to_have_value("21.560000")
    expect(lng).to_have_value("105.860000")
    expect(page.get_by_label("Đúng vị trí")).to_be_checked()
    page.locator(".store-marker").scroll_into_view_if_needed()
    box = page.locator(".store-marker").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=8)
    page.mouse.up()
    expect(lat).not_to_have_value("21.560000")
    dragged = float(lng.input_value())
    assert dragged > 105.86
    page.get_by_role("button", name="Lưu vị trí").click()
    page.wait_for_url(re.compile("/edit/"))
    found = StorePosition.objects.get(store=store)
    assert (found.lng, found.precision, found.set_by) == (dragged, "exact", cast.store_officer)


def test_without_a_script_two_numbers_and_a_look_do(new_page, store, cast):
    page = new_page(java_script_enabled=False)
    signed_in(page, cast)
    page.goto(f"/quan-tri/diem-ban/{store.pk}/vi-tri/")
    expect(page.locator("[data-map]")).to_be_hidden()
    page.locator("[name=lat]").fill("21.55")
    page.locator("[name=lng]").fill("105.85")
    page.locator("[name=precision][value=exact]").check()
    page.get_by_role("button", name="Lưu vị trí").click()
    assert StorePosition.objects.get(store=store).lat == 21.55
    page.goto(f"/quan-tri/diem-ban/{store.pk}/gio-mo-cua/")
    page.locator("[name=rule]").fill("Mo-Su 07:00-19:00")
    page.get_by_role("button", name="Xem thử").click()
    expect(page.get_by_role("rowheader", name="Tất cả các ngày")).to_be_visible()
    assert not StoreHours.objects.exists()


def test_a_preset_is_said_in_words_while_it_is_chosen(page, store, cast):
    signed_in(page, cast)
    page.goto(f"/quan-tri/diem-ban/{store.pk}/gio-mo-cua/")
    page.get_by_role("button", name="Chợ sáng: 5:00 – 11:00").click()
    expect(page.locator(".store-understood").get_by_role("cell", name="5:00 – 11:00")).to_be_visible()
    page.locator("[name=rule]").press_sequentially(" sáng")
    expect(page.locator(".store-understood")).to_contain_text("Không đọc được")
    page.locator("[name=rule]").fill("Mo-Fr 08:00-17:00; PH off")
    expect(page.get_by_role("rowheader", name="Ngày lễ")).to_be_visible()
    page.get_by_role("button", name="Lưu giờ mở cửa").click()
    page.wait_for_url(re.compile("/edit/"))
    assert StoreHours.objects.get(store=store).rule == "Mo-Fr 08:00-17:00; PH off"
    expect(page.get_by_text("8:00 – 17:00")).to_be_visible()


def test_the_officer_fills_the_form_and_the_draft_holds_it(page, store, cast):
    signed_in(page, cast)
    page.goto(f"/quan-tri/snippets/stores/store/edit/{store.pk}/")
    page.get_by_role("tab", name="Liên hệ").click()
    number = page.locator("[name=phones-0-number]")
    expect(number).to_have_value("0208 3855 123")
    number.fill("0208.3855.999")
    page.get_by_role("tab", name="Xanh, tiện ích").click()
    page.get_by_label("Thẻ ngân hàng").check()
    page.get_by_role("button", name=re.compile("Save draft|Lưu bản nháp")).first.click()
    page.wait_for_load_state()
    draft = Store.objects.get(pk=store.pk).get_latest_revision_as_object()
    assert [phone.number for phone in draft.phones.all()] == ["+842083855999"]
    assert draft.payment_ways == ["cash", "card"]
    assert [phone.number for phone in Store.objects.get(pk=store.pk).phones.all()] == ["+842083855123"]
