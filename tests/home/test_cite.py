"""How a page says it is to be cited."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


def cited(client, page) -> str:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return " ".join(soup.select_one(".cite p").get_text().split())


def test_an_article_is_cited_by_its_author_and_day(client, site_home):
    article = factories.article(
        site_home, published_on=date(2026, 3, 9), last_reviewed=date(2026, 4, 1), agency=factories.agency()
    )
    words = cited(client, article)
    assert words.startswith("Minh Hà (2026), “Chợ nhận làn”, Thái Nguyên Xanh, đăng ngày 09/03/2026, http://127.0.0.1")
    assert words.endswith("/tin-bai/cho-nhan-lan/, truy cập ngày …/…/…….")


def test_a_reviewed_page_is_cited_by_its_agency_and_review(client, site_home):
    guide = factories.guide(site_home, last_reviewed=date(2025, 4, 1), agency=factories.agency("Sở Công Thương"))
    words = cited(client, guide)
    assert words.startswith("Sở Công Thương (2025), “Đi chợ không túi ni lông”")
    assert "rà soát ngày 01/04/2025" in words


def test_a_page_never_reviewed_is_cited_by_its_last_publication(client, site_home):
    guide = factories.guide(site_home)
    guide.save_revision().publish()
    guide.refresh_from_db()
    words = cited(client, guide)
    assert words.startswith(f"Thái Nguyên Xanh ({timezone.localtime(guide.last_published_at):%Y}), “")
    assert f"cập nhật ngày {timezone.localtime(guide.last_published_at):%d/%m/%Y}" in words
