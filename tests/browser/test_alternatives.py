"""The finder of alternatives, as somebody at a market stall and somebody at a desk use it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.bootstrap import ensure_home
from tests import factories
from tests.browser.judging import TEXT_SPACING, accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(roots):
    """Straws at home and in eateries, boxes in eateries; one with everything a row may carry."""
    home = ensure_home()
    guide = factories.guide(home, "Bỏ ống hút và chai nhựa")
    bamboo = factories.alternative(
        "Ống hút tre", items=("Ống hút nhựa",), situations=("Ở hàng quán", "Ở nhà"), recommended=True, guide=guide,
        price_low=3000, price_high=8000, price_unit="một chiếc", price_source="Báo Thái Nguyên",
        price_url="https://baothainguyen.vn/", price_date=timezone.localdate() - timedelta(days=9),
        drawbacks="Thâm, nứt là phải bỏ",
    )  # fmt: skip
    bamboo.categories = [factories.category("Gia dụng")]
    bamboo.save()
    factories.store("Đồ tre Mộc Nhiên", categories=("Gia dụng",))
    factories.alternative("Ống hút inox", items=("Ống hút nhựa",), situations=("Ở nhà",))
    factories.alternative("Cặp lồng", items=("Hộp xốp",), situations=("Ở hàng quán",))
    return home


def test_on_a_phone_somebody_chooses_reads_a_card_and_finds_a_shop(phone, site):
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("^Ống hút nhựa")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thay ống hút nhựa bằng gì?")
    phone.get_by_label("Dùng ở đâu?").select_option(label="Ở hàng quán (1)")
    phone.get_by_role("button", name="Xem cách thay").click()
    expect(phone).to_have_url(re.compile(r"/thay-the/\?thay=ong-hut-nhua&o=o-hang-quan#ket-qua$"))
    card = phone.get_by_role("row", name=re.compile("Ống hút tre"))
    for words in ("3.000 – 8.000 đồng", "Báo Thái Nguyên", "Vài tháng", "Rửa, phơi khô", "Ủ phân", "Mọi nhà"):
        expect(card).to_contain_text(words)
    expect(card.locator(".column-name", has_text="Làm sạch")).to_be_visible()
    accessible(phone)
    expect(phone.get_by_role("link", name=re.compile("Tải bảng này"))).to_have_attribute(
        "href", "/thay-the/tai-ve.csv?thay=ong-hut-nhua&o=o-hang-quan"
    )
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("Tải bảng này")).click()
    assert download.value.suggested_filename == "thay-do-nhua-ong-hut-nhua-o-hang-quan.csv"
    card.get_by_role("link", name=re.compile("Nơi bán")).click()
    expect(phone.get_by_role("link", name="Đồ tre Mộc Nhiên")).to_be_visible()


def test_at_a_desk_it_is_one_table_with_headings(page, site):
    page.goto("/thay-the/")
    page.get_by_role("list", name="Chọn nhanh món đồ").get_by_role("link", name="Ống hút nhựa").click()
    table = page.get_by_role("table", name=re.compile("Những cách thay ống hút nhựa"))
    expect(table.get_by_role("columnheader")).to_have_count(7)
    expect(table.get_by_role("rowheader")).to_have_count(2)
    tops = table.locator("tbody tr:first-child > *").evaluate_all(
        "cells => [...new Set(cells.map(cell => Math.round(cell.getBoundingClientRect().top)))]"
    )
    assert len(tops) == 1, "the cells of a row stand beside each other"
    expect(table.locator(".column-name").first).to_be_hidden()
    accessible(page)
    page.get_by_role("navigation", name="Ở đâu").get_by_role("link", name=re.compile("^Ở nhà")).click()
    expect(page).to_have_url(re.compile("o=o-nha"))
    page.go_back()
    expect(table.get_by_role("rowheader")).to_have_count(2)


def test_nothing_for_this_place_leads_one_step_wider(phone, site):
    phone.goto("/thay-the/?thay=hop-xop&o=o-nha")
    accessible(phone)
    phone.get_by_role("link", name="Hộp xốp (1)").click()
    expect(phone.get_by_role("rowheader")).to_contain_text("Cặp lồng")


@pytest.mark.parametrize("width", [320, 720, 1024])
def test_it_fits_every_screen_and_a_readers_own_spacing(new_page, site, width):
    screen = new_page(viewport={"width": width, "height": 700})
    for address in ("/thay-the/", "/thay-the/?thay=ong-hut-nhua"):
        screen.goto(address)
        fits(screen)
        screen.evaluate(TEXT_SPACING)
        fits(screen)


def test_it_works_without_a_script_and_prints_its_table(new_page, site):
    bare = new_page(viewport={"width": 1366, "height": 900}, java_script_enabled=False)
    bare.goto("/thay-the/")
    bare.get_by_label("Bạn muốn thay thứ gì?").select_option("hop-xop")
    bare.get_by_role("button", name="Xem cách thay").click()
    expect(bare.get_by_role("rowheader")).to_contain_text("Cặp lồng")
    bare.emulate_media(media="print")
    assert bare.get_by_role("button", name="Xem cách thay").is_hidden()
    assert bare.get_by_role("rowheader").is_visible()
