"""Feeds: valid in three formats, whole texts with addresses in full, nothing that is not public, the same bytes again."""

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from home.feeds.formats import clean
from home.models import SiteImage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
FORMATS = ("atom", "rss", "json")
ATOM = "{http://www.w3.org/2005/Atom}"
ODD = "Chợ \x08 ]]> <b>&amp; 🌿 Ti\u00eam ch\u01a1\u0323"  # a control character, an end of CDATA, marks of their own


def picture(title: str = "Làn") -> SiteImage:
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "#0a7d4f").save(content, "PNG")
    file = SimpleUploadedFile("lan.png", content.getvalue(), content_type="image/png")
    return SiteImage.objects.create(title=title, file=file, description="Một chiếc làn", credit="Minh Hà")


def body_of(image: SiteImage, linked, document) -> list[tuple[str, object]]:
    """A block of every kind that a body may hold."""
    link = f'<p>Xem <a linktype="page" id="{linked.pk}">bài kia</a> và <a href="/diem-ban/">điểm bán</a>.</p>'
    reference = {"name": "Nghị định 08", "article": "Điều 64", "valid_from": date(2022, 1, 10), "replaced_by": "",
                 "valid_until": None, "url": "https://vanban.example/08"}  # fmt: skip
    return [
        ("heading", {"text": "Trước khi đi chợ", "level": "h2"}),
        ("text", link),
        ("image", {"image": image, "caption": "Ngoài chợ"}),
        ("gallery", {"items": [{"image": image, "caption": "Một"}, {"image": image, "caption": "Hai"}]}),
        ("quote", {"text": "Tôi bớt tiền hộp.", "author": "Bà Lan", "role": "bán phở"}),
        ("callout", {"kind": "tip", "title": "Mẹo", "text": "<p>Cân hộp trước.</p>"}),
        ("law", {"title": "Quy định", "text": "<p>Không phát túi.</p>", "references": [reference]}),
        ("key_figures", {"items": [{"value": "14", "label": "chợ", "source": "Sở Công Thương", "date": "11/2026"}]}),
        ("steps", {"title": "Việc cần làm", "items": [{"title": "Treo làn", "text": "Ở cửa."}]}),
        ("comparison", {"caption": "Giá", "columns": ["Đồ", "Giá"],
                        "rows": [{"name": "Làn tre", "badge": "", "recommended": True, "cells": ["60.000 đ"]}]}),
        ("accordion", {"items": [{"title": "Quên làn thì sao?", "text": "<ul><li>Mượn làn.</li></ul>"}]}),
        ("download", {"document": document, "description": "In hai mặt."}),
        ("video", {"title": "Gói xôi", "poster": image, "url": "https://phim.example/1", "transcript": "Rửa lá."}),
        ("button", {"label": "Tìm chợ", "link": {"url": "/diem-ban/?q=cho"}}),
        ("cards", {"items": [{"title": "Đăng ký", "text": "Mười phút.", "image": image, "link": {"page": linked}}]}),
    ]  # fmt: skip


@pytest.fixture
def full(site_home):
    """An article that holds everything, under a topic and an agency."""
    other = factories.guide(site_home)
    image = picture()
    page = factories.article(
        site_home,
        "Chợ nhận làn",
        agency=factories.agency(),
        lead_image=image,
        published_on=date(2026, 3, 9),
        body=body_of(image, other, factories.document()),
        sources=[("source", {"text": "Kế hoạch 93", "url": "https://nguon.example/93"})],
    )
    factories.topic("Túi ni lông", page)
    return page


def fetch(client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content


def entries(client, ending: str, what: str = "tat-ca") -> dict[str, str]:
    """By title, the HTML of each entry."""
    content = fetch(client, f"/theo-doi/{what}.{ending}")
    if ending == "json":
        return {item["title"]: item.get("content_html", "") for item in json.loads(content)["items"]}
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.bozo_exception
    return {entry.title: entry.content[0].value for entry in parsed.entries}


# --- What stands in it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", FORMATS)
def test_an_entry_holds_the_whole_text(client, full, ending):
    html = BeautifulSoup(entries(client, ending)["Chợ nhận làn"], "html.parser")
    words = html.get_text(" ")
    for part in ("Trước khi đi chợ", "Ngoài chợ", "Tôi bớt tiền hộp.", "Bà Lan, bán phở", "Cân hộp trước.", "Điều 64",
                 "14", "Sở Công Thương, 11/2026", "Treo làn", "Làn tre", "60.000 đ", "Mượn làn.", "In hai mặt.",
                 "Gói xôi", "Rửa lá.", "Tìm chợ", "Mười phút.", "Kế hoạch 93", "Minh Hà"):  # fmt: skip
        assert part in words, part
    assert {tag.name for tag in html.find_all()} >= {
        "h2",
        "table",
        "ol",
        "ul",
        "figure",
        "blockquote",
        "img",
        "caption",
    }


@pytest.mark.parametrize("ending", FORMATS)
def test_it_is_self_contained_and_every_address_is_in_full(client, full, ending):
    html = BeautifulSoup(entries(client, ending)["Chợ nhận làn"], "html.parser")
    assert not html.find_all(["script", "style", "form", "input", "button", "svg", "iframe", "video", "label"])
    assert not [tag for tag in html.find_all() if {"class", "id", "style"} & set(tag.attrs)]
    addresses = [tag.get("href") or tag.get("src") for tag in html.find_all(["a", "img"])]
    assert len(addresses) > 10
    assert all(re.match(r"https?://[^/]+/", address) for address in addresses)
    assert all(tag.get("alt") for tag in html.find_all("img"))


def test_a_link_to_a_page_that_nobody_may_read_leaves_its_words(client, site_home):
    hidden = factories.guide(site_home, "Bài nháp bí mật", live=False)
    body = [("text", f'<p>Xem <a linktype="page" id="{hidden.pk}">bài kia</a>.</p>')]
    factories.article(site_home, body=body)
    html = entries(client, "atom")["Chợ nhận làn"]
    assert "bài kia" in html
    assert "<a" not in html
    assert "bi-mat" not in html


@pytest.mark.parametrize("ending", FORMATS)
def test_corrections_are_in_the_entry_with_their_day(client, site_home, ending):
    article = factories.article(site_home, published_on=date(2026, 3, 9))
    article.corrections = [("correction", {"date": date(2026, 3, 11), "text": "Chợ họp ngày chẵn."})]
    article.save()
    html = entries(client, ending)["Chợ nhận làn"]
    assert "Đính chính" in html
    assert "11/03/2026" in html
    assert "Chợ họp ngày chẵn." in html


@pytest.mark.parametrize("ending", FORMATS)
def test_a_published_correction_moves_updated_and_nothing_else(client, site_home, ending):
    article = factories.article(site_home, body=[("text", "<p>Chữ.</p>")], published_on=date(2026, 3, 9))
    article.save_revision().publish()
    type(article).objects.filter(pk=article.pk).update(last_published_at=timezone.now() - timedelta(days=2))
    before = dates(client, ending)
    article.refresh_from_db()
    article.corrections = [("correction", {"date": timezone.localdate(), "text": "Sai ngày."})]
    article.save_revision().publish()
    after = dates(client, ending)
    assert after["id"] == before["id"]
    assert after["published"] == before["published"]
    assert after["updated"] > before["updated"]


def dates(client, ending: str) -> dict:
    content = fetch(client, f"/theo-doi/tat-ca.{ending}")
    if ending == "json":
        (item,) = json.loads(content)["items"]
        return {"id": item["id"], "published": item["date_published"], "updated": item["date_modified"]}
    (entry,) = feedparser.parse(content).entries
    return {"id": entry.id, "published": entry.published_parsed, "updated": entry.updated_parsed}


def test_an_article_is_as_old_as_it_says(client, full):
    assert dates_of(client, "Chợ nhận làn").startswith("2026-03-09")


def dates_of(client, title: str) -> str:
    items = json.loads(fetch(client, "/theo-doi/tat-ca.json"))["items"]
    return next(item["date_published"] for item in items if item["title"] == title)


def test_authors_topics_and_picture_stand_beside_the_text(client, full):
    entry = next(
        e for e in feedparser.parse(fetch(client, "/theo-doi/tat-ca.rss")).entries if e.title == "Chợ nhận làn"
    )
    assert [author["name"] for author in entry.authors] == ["Minh Hà", "Sở Công Thương"]
    assert [tag["term"] for tag in entry.tags] == ["Túi ni lông"]
    (enclosure,) = entry.enclosures
    assert enclosure["type"] == "image/jpeg"
    assert int(enclosure["length"]) > 0
    assert enclosure["href"].startswith("http")


def test_sample_data_says_so_in_the_title(client, site_home):
    factories.article(site_home, is_sample=True)
    assert list(entries(client, "rss")) == ["[Dữ liệu mẫu] Chợ nhận làn"]


def test_events_resources_campaigns_and_questions_tell_what_matters(client, site_home):
    link = "https://hop.example/rieng"
    event = factories.event(site_home, online_link=link, called_off=True, change_note="Hoãn vì mưa.")
    factories.resource(site_home, "Tờ rơi", factories.document(), number="93/KH-UBND")
    factories.campaign(site_home, key_message="Mang làn đi chợ.")
    factories.survey(site_home)
    factories.quiz(site_home)
    factories.handbook(site_home, factories.guide(site_home), preface="<p>Lời đầu.</p>")
    found = entries(client, "atom")
    text = " ".join(found.values())
    for part in (
        "Hoãn vì mưa.",
        "Đã hủy",
        event.place,
        "93/KH-UBND",
        "Mang làn đi chợ.",
        "Trả lời khảo sát",
        "Lời đầu.",
    ):
        assert part in text, part
    assert link not in text
    assert "<form" not in text
    assert len(found) == 7


# --- Only what is public ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["tat-ca", "loai/tin-bai", "chu-de/tui-ni-long", "co-quan/so-cong-thuong"])
@pytest.mark.parametrize("ending", FORMATS)
def test_drafts_private_and_expired_pages_never_appear(client, site_home, ending, what):
    office = factories.agency()
    shown = factories.article(site_home, agency=office)
    draft = factories.article(site_home, "Bài nháp bí mật", live=False, agency=office)
    private = factories.article(site_home, "Bài riêng bí mật", agency=office)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    past = timezone.now() - timedelta(hours=1)
    late = factories.article(site_home, "Bài hết hạn bí mật", expire_at=past, agency=office)
    gone = factories.article(site_home, "Bài đã gỡ bí mật", live=False, expired=True, agency=office)
    shown.save_revision().publish()
    factories.topic("Túi ni lông", shown, draft, private, late, gone)
    shown.title = "Tên mới bí mật"
    shown.save_revision()  # a draft of a published page
    text = fetch(client, f"/theo-doi/{what}.{ending}").decode()
    assert "Chợ nhận làn" in text
    assert "bí mật" not in text
    assert "bi-mat" not in text


@pytest.mark.parametrize("ending", FORMATS)
def test_a_scope_holds_its_own_pages_only(client, site_home, ending):
    office = factories.agency()
    factories.article(site_home, agency=office)
    guide = factories.guide(site_home)
    factories.topic("Chợ", guide)
    assert list(entries(client, ending, "loai/tin-bai")) == ["Chợ nhận làn"]
    assert list(entries(client, ending, "co-quan/so-cong-thuong")) == ["Chợ nhận làn"]
    assert list(entries(client, ending, "chu-de/cho")) == [guide.title]
    assert len(entries(client, ending)) == 2


@pytest.mark.parametrize(
    "path",
    ["tat-ca.xml", "loai/khong-co.atom", "chu-de/khong-co.rss", "co-quan/khong-co.json", "khac/tin-bai.atom", "loai/tin-bai"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, site_home, path):
    assert client.get(f"/theo-doi/{path}", follow=True).status_code == 404


def test_english_feeds_hold_translations_alone(client, site_home):
    article = factories.article(site_home)
    factories.guide(site_home)
    factories.english(article, title="A market with baskets", slug="market", summary="In one sentence.")
    content = fetch(client, "/en/theo-doi/tat-ca.json")
    feed = json.loads(content)
    assert [item["title"] for item in feed["items"]] == ["A market with baskets"]
    assert feed["language"] == "en"
    assert feed["items"][0]["url"].endswith("/en/tin-bai/market/")
    assert feed["feed_url"].endswith("/en/theo-doi/tat-ca.json")


def test_the_thirty_newest_by_publication(client, site_home):
    for number in range(32):
        factories.article(site_home, f"Bài {number}", published_on=date(2026, 1, 1) + timedelta(days=number))
    assert list(entries(client, "atom")) == [f"Bài {number}" for number in range(31, 1, -1)]


# --- As the specifications want it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [("atom", "application/atom+xml"), ("rss", "application/rss+xml"), ("json", "application/feed+json")],
)
def test_each_format_says_what_it_is(client, full, ending, content_type):
    response = client.get(f"/theo-doi/tat-ca.{ending}")
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert not response.cookies


def test_atom_has_all_that_rfc_4287_asks_for(client, full):
    feed = ET.fromstring(fetch(client, "/theo-doi/co-quan/so-cong-thuong.atom"))
    assert feed.find(f"{ATOM}id").text.startswith("tag:")
    assert feed.find(f"{ATOM}updated").text
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/theo-doi/co-quan/so-cong-thuong.atom")
    assert links["alternate"].endswith("/co-quan/so-cong-thuong/")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    (entry,) = feed.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published", "summary", "content", "author"):
        assert len(entry.findall(f"{ATOM}{name}")) >= 1, name
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.find(f"{ATOM}id").text == f"tag:127.0.0.1,2026:vi/{full.translation_key}"


def test_rss_has_all_that_its_board_asks_for(client, full):
    channel = ET.fromstring(fetch(client, "/theo-doi/tat-ca.rss")).find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.find(name).text, name
    assert channel.find(f"{ATOM}link").get("rel") == "self"
    item = next(item for item in channel.findall("item") if item.find("title").text == "Chợ nhận làn")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("pubDate").text.endswith("+0700")
    assert len(item.findall("enclosure")) == 1


def test_json_feed_has_all_that_version_1_1_asks_for(client, full):
    feed = json.loads(fetch(client, "/theo-doi/tat-ca.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/theo-doi/tat-ca.json")
    for item in feed["items"]:
        assert {"id", "url", "content_html", "date_published", "date_modified", "language"} <= set(item)
    item = next(item for item in feed["items"] if item["title"] == "Chợ nhận làn")
    assert item["image"] == item["attachments"][0]["url"]


def test_an_identity_outlives_the_address(client, full):
    before = json.loads(fetch(client, "/theo-doi/loai/tin-bai.json"))["items"][0]
    full.slug = "dia-chi-khac"
    full.save()
    after = json.loads(fetch(client, "/theo-doi/loai/tin-bai.json"))["items"][0]
    assert after["id"] == before["id"]
    assert after["url"] != before["url"]


@pytest.mark.parametrize("ending", FORMATS)
def test_identical_content_gives_identical_bytes(client, full, ending):
    path = f"/theo-doi/tat-ca.{ending}"
    assert fetch(client, path) == fetch(client, path)


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_feed_is_valid_and_steady(client, site_home, ending):
    factories.topic("Chưa có bài")
    path = f"/theo-doi/chu-de/chua-co-bai.{ending}"
    assert entries(client, ending, "chu-de/chua-co-bai") == {}
    assert fetch(client, path) == fetch(client, path)


@pytest.mark.parametrize("ending", FORMATS)
def test_odd_text_is_safe(client, site_home, ending):
    factories.article(site_home, "Tên", author=ODD, summary=ODD, body=[
        ("heading", {"text": ODD, "level": "h2"}), ("text", f"<p>{ODD.replace('<b>', '&lt;b&gt;')}</p>"),
        ("steps", {"title": ODD, "items": [{"title": ODD, "text": ODD}]}),
    ])  # fmt: skip
    site_home.get_descendants().filter(title="Tên").update(title=ODD)
    ((title, html),) = entries(client, ending).items()
    assert "\x08" not in title + html
    assert "🌿" in title
    assert "chợ" in html
    assert "]]>" in title
    assert "<b>" not in html.replace("&lt;b&gt;", "")


def test_what_no_xml_may_hold_is_left_out():
    assert clean("a\x00\x0b\ud800\ufffe\uffffb\t\n🌿") == "ab\t\n🌿"
    assert clean("Tie\u0302\u0301ng") == "Tiếng"


# --- How it is delivered -------------------------------------------------------------------------------------------------


def count(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        fetch(client, path)
    return len(captured)


def test_thirty_entries_cost_as_many_queries_as_one(client, full, site_home):
    other, image, document = factories.guide(site_home, "Bài kia"), picture(), factories.document()
    fetch(client, "/theo-doi/tat-ca.atom")  # makes the pictures
    few = count(client, "/theo-doi/tat-ca.atom")
    for number in range(15):
        factories.guide(site_home, f"Cẩm nang {number}", listing_image=image, body=body_of(image, other, document))
        page = factories.article(site_home, f"Bài {number}", agency=factories.agency(f"Sở {number}"),
                                 body=body_of(picture(), other, document))  # fmt: skip
        factories.topic(f"Chủ đề {number}", page)
    fetch(client, "/theo-doi/tat-ca.atom")
    assert count(client, "/theo-doi/tat-ca.atom") <= few
    assert few <= 40


def test_it_is_kept_whole_and_answers_304(client, site_home, tmp_path):
    factories.article(site_home)
    with override_settings(PAGE_CACHE=True, CACHE_DIR=tmp_path, REDIS_URL=""):
        first = client.get("/theo-doi/tat-ca.atom")
        assert first["ETag"]
        again = client.get("/theo-doi/tat-ca.atom", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304


def test_a_stored_feed_is_made_again_when_something_is_published(
    client, site_home, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE, settings.CACHE_DIR = True, tmp_path
    article = factories.article(site_home, body=[("text", "<p>Chữ.</p>")])
    assert "Chợ nhận làn" in fetch(client, "/theo-doi/tat-ca.json").decode()
    connection.run_on_commit.clear()
    article.title = "Tên mới"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert "Tên mới" in fetch(client, "/theo-doi/tat-ca.json").decode()


# --- How it is found -----------------------------------------------------------------------------------------------------


def alternates(client, path: str) -> list[str]:
    html = BeautifulSoup(fetch(client, path), "html.parser")
    types = ("application/atom+xml", "application/feed+json")
    return [link["href"] for link in html.find_all("link", rel="alternate") if link.get("type") in types]


def test_pages_that_list_something_name_their_feeds(client, full):
    assert alternates(client, "/") == ["/theo-doi/tat-ca.atom", "/theo-doi/tat-ca.json"]
    assert alternates(client, "/tin-bai/") == ["/theo-doi/loai/tin-bai.atom", "/theo-doi/loai/tin-bai.json"]
    assert alternates(client, "/chu-de/tui-ni-long/")[0] == "/theo-doi/chu-de/tui-ni-long.atom"
    assert alternates(client, "/co-quan/so-cong-thuong/")[0] == "/theo-doi/co-quan/so-cong-thuong.atom"


@pytest.mark.parametrize("path", ["/tin-bai/", "/chu-de/tui-ni-long/", "/co-quan/so-cong-thuong/"])
def test_a_quiet_link_leads_to_the_right_place_of_the_hub(client, full, path):
    html = BeautifulSoup(fetch(client, path), "html.parser")
    link = next(a for a in html.find_all("a") if a.get_text(strip=True) == "Theo dõi")
    address, anchor = link["href"].split("#")
    assert BeautifulSoup(fetch(client, address), "html.parser").find(id=anchor)


def test_the_hub_lists_what_has_something_with_its_number(client, full):
    factories.topic("Chưa có bài")
    factories.agency("Sở Xây dựng")
    html = BeautifulSoup(fetch(client, "/theo-doi/"), "html.parser")
    assert html.find(id="tat-ca").find(class_="figures").get_text() == "2"
    assert html.find(id="loai-tin-bai").find(class_="figures").get_text() == "1"
    assert html.find(id="chu-de-tui-ni-long")
    assert html.find(id="co-quan-so-cong-thuong")
    assert not html.find(id="chu-de-chua-co-bai")
    assert not html.find(id="co-quan-so-xay-dung")


def test_every_address_on_the_hub_answers(client, full):
    html = BeautifulSoup(fetch(client, "/theo-doi/"), "html.parser")
    addresses = {a["href"] for a in html.find("main").find_all("a")}
    assert len(addresses) > 12
    for address in addresses:
        fetch(client, address.split("#")[0])
