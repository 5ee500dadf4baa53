"""The sample site, page by page: nothing for axe to find in either scheme, nothing wider than the smallest phone."""

import io

import pytest
from django.core.management import call_command
from wagtail.models import Page

from stores.models import Store
from tests.browser.judging import TEXT_SPACING, accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(roots, monkeypatch) -> list[str]:
    """One address for each template and for each state that looks different, of the site that `load_demo` makes."""
    monkeypatch.setenv("DEMO_PASSWORD", "mat-khau-thu")
    call_command("load_demo", verbosity=0, stdout=io.StringIO())
    pages = {page.specific_class: page.url for page in Page.objects.live().filter(depth__gt=1).order_by("-path")}
    stores = {
        (
            store.recognitions.in_force().count(),
            store.recognitions.exists(),
            hasattr(store, "position"),
        ): store.get_absolute_url()
        for store in Store.objects.public()
    }
    routes = ["/diem-ban/", "/diem-ban/?trang=2", "/diem-ban/?q=khong+co", "/tim-kiem/", "/tim-kiem/?q=tui+ni+long",
              "/tim-kiem/?q=zzzz", "/thay-the/", "/thay-the/?thay=ong-hut", "/thay-the/?thay=boc-vo&o=di-cho", "/en/thay-the/",
              "/khong-co/", "/en/", "/en/diem-ban/", "/theo-doi/", "/moi/", "/moi/?loai=tin-bai", "/co-quan/", "/co-quan/so-cong-thuong/",
              "/co-quan/so-tai-nguyen-va-moi-truong/", "/en/theo-doi/", "/en/ke-hoach-93/", "/en/cam-nang/phan-loai-rac-tai-nha/"]  # fmt: skip
    units = ["", "?theo=huyen-cu", "?q=gia+sang", "phan-dinh-phung/", "an-khanh/", "thuong-dinh-phu-binh-cu/",
             "my-yen-dai-tu-cu/", "huyen-dai-tu-cu/"]  # fmt: skip
    routes += [f"/diem-ban/xa-phuong/{unit}" for unit in units]
    routes += [
        "/diem-ban/?xa=thuong-dinh-phu-binh-cu",
        "/diem-ban/?noi=my+yen+dai+tu",
        "/en/diem-ban/xa-phuong/dong-hy/",
    ]
    return [*pages.values(), *stores.values(), *routes]


@pytest.mark.expect_console("404")
def test_every_template_is_accessible_and_fits_the_smallest_phone(new_page, addresses):
    assert len(addresses) > 15
    phone = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    desk = new_page(viewport={"width": 1366, "height": 900}, color_scheme="dark", reduced_motion="reduce")
    small = new_page(viewport={"width": 320, "height": 640})
    for address in addresses:
        for page in (phone, desk):
            page.goto(address)
            accessible(page)
        small.goto(address)
        fits(small)
        small.evaluate(TEXT_SPACING)
        fits(small)
