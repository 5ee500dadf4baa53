"""What search engines are told: valid JSON, true to the page, and nothing that ends its element."""

from datetime import date

import pytest

from tests import factories
from tests.linked_data import entries

pytestmark = pytest.mark.django_db
STEPS = [
    {"type": "steps", "value": {"title": "", "items": [{"title": "Treo làn", "text": "Ở cửa."}, {"title": "Mang hộp"}]}}
]


def told(client, page) -> dict:
    """The one entry that is about the page itself."""
    (data,) = (entry for entry in entries(client, page.url) if entry["@type"] not in ("BreadcrumbList", "FAQPage"))
    return data


def test_a_guide_with_steps_is_a_how_to(client, site_home):
    data = told(client, factories.guide(site_home, body=STEPS, agency=factories.agency("Sở Công Thương")))
    assert data["@type"] == "HowTo"
    assert data["name"] == "Đi chợ không túi ni lông"
    assert [step["text"] for step in data["step"]] == ["Ở cửa.", "Mang hộp"]
    assert data["publisher"]["name"] == "Sở Công Thương"


def test_a_guide_without_steps_is_an_article(client, site_home):
    assert told(client, factories.guide(site_home))["@type"] == "Article"


def test_news_names_its_author_day_and_corrections(client, site_home):
    corrections = [("correction", {"date": date(2026, 3, 11), "text": "Họp ngày chẵn."})]
    data = told(client, factories.article(site_home, published_on=date(2026, 3, 9), corrections=corrections))
    assert (data["@type"], data["author"]["name"], data["datePublished"]) == ("NewsArticle", "Minh Hà", "2026-03-09")
    assert data["correction"] == ["Họp ngày chẵn."]
    assert data["url"] == "http://127.0.0.1:8000/tin-bai/cho-nhan-lan/"


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- & -->", '"\\"'])
def test_nothing_typed_ends_the_element(client, site_home, title):
    article = factories.article(site_home)
    article.title = title
    article.save()
    assert told(client, article)["headline"] == title


def test_a_page_that_is_not_translated_tells_nothing(client, site_home):
    article = factories.article(site_home)
    assert "application/ld+json" not in client.get(f"/en{article.url}").content.decode()
