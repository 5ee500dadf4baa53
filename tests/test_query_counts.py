"""Queries of public pages without the page cache: at most fifteen, and no more for twenty rows than for one."""

import io
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from campaigns.models import HandbookChapter
from home.delivery import remembered
from home.models import PageRelation, SiteImage
from stores import review
from stores.models import StoreLink, StorePhoto, StoreProduct
from tests import factories

# Wagtail leaves the temporary files of renditions to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
MOST = 15
PAGES = {
    "home": "/",
    "home, English": "/en/",
    "standard page": "/gioi-thieu/",
    "guides": "/cam-nang/",
    "guide": "/cam-nang/bai-0/",
    "campaigns": "/chien-dich/",
    "campaign": "/chien-dich/dot-0/",
    "resources": "/tai-lieu-truyen-thong/",
    "resource": "/tai-lieu-truyen-thong/to-0/",
    "handbook": "/tai-lieu-truyen-thong/so-tay/",
    "directory": "/diem-ban/",
    "directory, English": "/en/diem-ban/",
    "directory, filtered": "/diem-ban/?dh=diem-kinh-doanh-xanh&nhom=che&xa=tan-cuong&q=cho",
    "directory, second page": "/diem-ban/?trang=2",
    "store": "/diem-ban/cho-0/",
    "finder": "/thay-the/",
    "finder, narrowed": "/thay-the/?thay=ong-hut-nhua&o=o-nha",
    "search": "/tim-kiem/?q=cho",
    "search without hits": "/tim-kiem/?q=khongcogi",
    "not found": "/cho-khong-co/",
    "sitemap": "/sitemap.xml",
    "new": "/moi/",
    "agencies": "/co-quan/",
    "agency": "/co-quan/so-cong-thuong/",
    "what to follow": "/theo-doi/",
    "feed": "/theo-doi/tat-ca.atom",
    "feed of an agency": "/theo-doi/co-quan/so-cong-thuong.json",
}
# How many types of pages have hits decides in searches; tests/home/test_search_ranking.py counts those.
LISTINGS = [name for name in PAGES if name not in ("directory, second page", "search", "not found")]


@pytest.fixture(autouse=True)
def remembering(monkeypatch):
    """As in the product, where a page is made outside a transaction; returns what ends the present generation."""

    def next_generation() -> None:
        name = secrets.token_hex(4)
        monkeypatch.setattr(remembered, "_generation", lambda: name)

    next_generation()
    return next_generation


def picture(name: str) -> SiteImage:
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "#0a7d4f").save(content, "PNG")
    file = SimpleUploadedFile(f"{name}.png", content.getvalue(), content_type="image/png")
    return SiteImage.objects.create(title=name, file=file)


@pytest.fixture
def fill(site_home):
    """Adds rows of everything that lists show, each with all that a row may carry."""
    factories.standard_page(site_home, summary="Về chợ.")
    made = {"guides": []}

    def more(start: int, stop: int) -> None:
        for number in range(start, stop):
            store = factories.store(
                f"Chợ {number}", schemes=("xanh", "viet"), categories=("Chè", "Gia dụng"), hours="Mo-Su 07:00-19:00",
                phone="0208 3855 123", practices=("Cân lẻ", "Gói lá"), website="https://cho.example.vn",
            )  # fmt: skip
            store.products = [StoreProduct(name=f"Chè {letter}") for letter in "abc"]
            store.links = [StoreLink(url="https://www.facebook.com/cho")]
            store.photos = [StorePhoto(image=picture(f"{letter}-{number}")) for letter in "ab"]
            store.save()
            review.verify(store, actor=None, how="visit")
            guide = factories.guide(
                site_home,
                f"Bài {number}",
                summary="Đi chợ.",
                listing_image=picture(f"bai-{number}"),
                agency=factories.agency(),
            )
            guide.categories = store.categories.all()
            guide.save()
            made["guides"].append(guide)
            alternative = factories.alternative(
                f"Cách {number}", guide=guide, items=("Ống hút nhựa", "Hộp xốp"), situations=("Ở nhà", "Ở trường")
            )
            alternative.categories = store.categories.all()
            alternative.save()
            resource = factories.resource(site_home, f"Tờ {number}", factories.document(language="vi"))
            factories.topic("Chợ", resource)
            factories.topic("Chè", resource)
            campaign = factories.campaign(site_home, f"Đợt {number}", summary="Ra chợ.")
            campaign.relations = [PageRelation(target=guide.page_ptr) for guide in made["guides"]]
            campaign.save()
        if "handbook" not in made:
            made["handbook"] = factories.handbook(site_home, title="Sổ tay")
        made["handbook"].chapters = [HandbookChapter(page=guide.page_ptr) for guide in made["guides"]]
        made["handbook"].save()
        if start:
            first = campaign.__class__.objects.get(slug="dot-0")
            first.relations = [PageRelation(target=guide.page_ptr) for guide in made["guides"]]
            first.save()

    return more


def queries(client, path: str) -> list[str]:
    """Of the second visit: the first fills what a process remembers, and makes the pictures."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        status = client.get(path).status_code
    assert status == (404 if path == PAGES["not found"] else 200)
    return [query["sql"] for query in captured]


def test_every_public_page_takes_at_most_fifteen_queries(client, fill):
    fill(0, 21)
    asked = {name: queries(client, path) for name, path in PAGES.items()}
    assert {name: sqls for name, sqls in asked.items() if len(sqls) > MOST} == {}


def test_one_row_costs_as_many_queries_as_twenty(client, fill, remembering):
    fill(0, 2)  # one neighbour for a store, too
    few = {name: len(queries(client, PAGES[name])) for name in LISTINGS}
    fill(2, 20)
    remembering()
    assert {name: len(queries(client, PAGES[name])) for name in LISTINGS} == few
