"""The home page, the way to every other page, and questions, as search engines are told; all true to what is seen."""

import pytest
from bs4 import BeautifulSoup

from home.models import SiteSettings
from tests import factories
from tests.linked_data import entries, entry

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


def accordion(*items: tuple[str, str]) -> tuple[str, dict]:
    return ("accordion", {"items": [{"title": title, "text": text} for title, text in items]})


def test_the_home_page_says_who_runs_the_site_and_how_to_search_it(client, site_home):
    site = site_home.sites_rooted_here.get()
    SiteSettings.objects.create(site=site, owner_line="Cơ quan chủ quản: Sở Công Thương.", hotline="0208 3855 123")
    organisation = entry(client, "/", "GovernmentOrganization")
    assert (organisation["name"], organisation["telephone"]) == ("Thái Nguyên Xanh", "0208 3855 123")
    assert organisation["description"] == "Cơ quan chủ quản: Sở Công Thương."
    assert organisation["logo"].startswith(f"{BASE}/static/img/icon-512")
    assert "email" not in organisation
    website = entry(client, "/", "WebSite")
    assert website["url"] == f"{BASE}/"
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/tim-kiem/?q={{search_term_string}}"
    assert website["publisher"]["@id"] == organisation["@id"]


def test_every_page_below_home_tells_the_way_to_it(client, site_home):
    guide = factories.guide(site_home)
    items = entry(client, guide.url, "BreadcrumbList")["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert [item["name"] for item in items] == ["Trang chủ", "Cẩm nang", "Đi chợ không túi ni lông"]
    assert [item.get("item") for item in items] == [f"{BASE}/", f"{BASE}/cam-nang/", None]


@pytest.mark.parametrize("url", ["/diem-ban/", "/chu-de/", "/thay-the/", "/diem-ban/nong-san-lan-may/"])
def test_what_is_no_page_of_the_tree_tells_its_way_too(client, site_home, url):
    factories.store()
    items = entry(client, url, "BreadcrumbList")["itemListElement"]
    assert items[0] == {"@type": "ListItem", "position": 1, "name": "Trang chủ", "item": f"{BASE}/"}
    assert len(items) == (3 if "nong-san" in url else 2)


def test_the_home_page_has_no_way_to_tell(client, site_home):
    assert "BreadcrumbList" not in [data["@type"] for data in entries(client, "/")]


def test_questions_are_told_as_they_are_seen(client, site_home):
    answer = "<p>Mượn làn ở <b>cổng chợ</b>.</p><p>Trả vào buổi sau &amp; cảm ơn.</p>"
    page = factories.standard_page(site_home, body=[accordion(("Quên làn thì sao?", answer))])
    (question,) = entry(client, page.url, "FAQPage")["mainEntity"]
    seen = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".accordion details")
    assert question["name"] == seen.summary.get_text().strip()
    assert question["acceptedAnswer"]["text"].split() == seen.div.get_text(" ").replace(" .", ".").split()
    assert "<" not in question["acceptedAnswer"]["text"]


def test_what_folds_open_without_asking_is_no_list_of_questions(client, site_home):
    body = [accordion(("Phụ lục 1", "<p>a</p>"), ("Vì sao?", "<p>b</p>"))]
    page = factories.standard_page(site_home, body=body)
    assert "FAQPage" not in [data["@type"] for data in entries(client, page.url)]


def test_each_entry_has_what_its_kind_requires(client, site_home):
    required = {
        "FAQPage": {"mainEntity"},
        "BreadcrumbList": {"itemListElement"},
        "Article": {"headline", "image", "datePublished", "dateModified", "publisher"},
        "NewsArticle": {"headline", "image", "datePublished", "author"},
        "Event": {"name", "startDate", "location", "image", "eventStatus"},
        "HowTo": {"name", "step", "image"},
    }
    steps = [("steps", {"title": "", "items": [{"title": "Treo làn", "text": ""}]}), accordion(("Sao?", "<p>Thế.</p>"))]
    pages = [
        factories.guide(site_home),
        factories.guide(site_home, "Có bước", body=steps),
        factories.article(site_home),
        factories.event(site_home),
    ]
    seen = set()
    for page in pages:
        page.save_revision().publish()
        for data in entries(client, page.url):
            seen.add(data["@type"])
            assert required[data["@type"]] <= data.keys()
    assert seen == set(required)
