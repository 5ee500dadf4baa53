"""What is new by month, which is also the archive of everything."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db


def published(page: Page, first: date, last: date | None = None) -> Page:
    """As if it had been published on that day, and again on another."""
    moments = [timezone.make_aware(datetime(day.year, day.month, day.day, 9)) for day in (first, last or first)]
    Page.objects.filter(pk=page.pk).update(first_published_at=moments[0], last_published_at=moments[1])
    return page


def titles(client, query: str = "") -> list[str]:
    return [page.title for page in client.get(f"/moi/{query}").context["rows"]]


def options(client, query: str, param: str) -> dict[str, int]:
    groups = client.get(f"/moi/{query}").context["groups"]
    return {option.value: option.count for group in groups if group.param == param for option in group.options[1:]}


@pytest.fixture
def year(site_home):
    """Three kinds over two years; the guide of the first year was renewed in the second."""
    published(factories.guide(site_home), date(2024, 5, 3), date(2025, 2, 7))
    factories.article(site_home, published_on=date(2025, 3, 9))
    factories.topic("Chợ", published(factories.campaign(site_home), date(2024, 6, 1)))


def test_everything_stands_once_the_latest_first(client, year):
    assert titles(client) == ["Chợ nhận làn", "Đi chợ không túi ni lông", "Chợ bớt túi ni lông"]


def test_months_without_news_are_not_offered(client, year):
    assert options(client, "?nam=2025", "thang") == {"2025-03": 1, "2025-02": 1}
    assert titles(client, "?thang=2025-03") == ["Chợ nhận làn"]
    assert titles(client, "?thang=2024-06") == ["Chợ bớt túi ni lông"]


def test_it_is_the_archive_of_every_kind(client, year):
    assert options(client, "", "nam") == {"2025": 2, "2024": 1}
    assert titles(client, "?nam=2025&loai=tin-bai") == ["Chợ nhận làn"]
    assert titles(client, "?loai=chien-dich") == ["Chợ bớt túi ni lông"]


def test_what_was_published_again_long_after_says_so(client, year):
    text = client.get("/moi/?loai=cam-nang").content.decode()
    assert "Đăng lần đầu ngày 03/05/2024, nay đã cập nhật." in text
    assert "Tháng 02/2025" in text


def test_mending_a_mistake_in_the_first_days_is_no_news(client, site_home):
    published(factories.guide(site_home), date(2024, 5, 3), date(2024, 5, 20))
    assert "nay đã cập nhật" not in client.get("/moi/").content.decode()
    assert options(client, "?nam=2024", "nam") == {}  # one year is no choice
    assert "Tháng 05/2024" in client.get("/moi/").content.decode()


@pytest.mark.parametrize("path", ["/moi/", "/moi/?nam=2025", "/en/moi/", "/"])
def test_drafts_and_private_pages_are_neither_named_nor_counted(client, site_home, path):
    factories.article(site_home, published_on=date(2025, 3, 9))
    factories.article(site_home, "Nháp bí mật", live=False)
    private = factories.article(site_home, "Riêng bí mật")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(path)
    assert "bí mật" not in response.content.decode()
    if path != "/":
        assert response.context["page_obj"].paginator.count == 1


def test_odd_values_are_as_if_absent(client, year):
    assert len(titles(client, "?thang=hom-nay&nam=-1&loai=khong")) == 3


def test_the_home_page_and_every_list_lead_there(client, site_home):
    article = factories.article(site_home)
    home = BeautifulSoup(client.get("/").content, "html.parser")
    assert home.find("section", attrs={"aria-labelledby": "moi"}).find("a", href="/moi/")
    html = BeautifulSoup(client.get(article.get_parent().url).content, "html.parser")
    assert "Lưu trữ theo năm" in html.find("a", href="/moi/?loai=tin-bai").get_text()


def test_the_home_page_calls_nothing_new_that_is_older_than_a_month(client, site_home):
    factories.article(site_home, published_on=timezone.localdate() - timedelta(days=40))
    assert 'id="moi"' not in client.get("/").content.decode()


def test_twenty_rows_cost_as_many_queries_as_one(client, site_home):
    numbers = []
    for more in (1, 19):
        for number in range(more):
            factories.article(site_home, f"Bài {more} {number}", published_on=timezone.localdate() - timedelta(number))
        client.get("/moi/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/moi/")
        numbers.append(len(captured))
    assert numbers[1] <= numbers[0] + 3  # facets that offer a choice now count what is left of the others
