"""The printed handbook: made of what is live and of nothing else, made again when that changes, one address for ever."""

import pytest
from django.core.files.storage import storages
from wagtail.models import PageViewRestriction

from campaigns.handbooks import digest_of, make, make_handbook
from campaigns.models import HandbookEdition
from tests import factories, pdfs
from tests.pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]

BODY = [
    ("heading", {"text": "Bảy bước", "level": "h2"}),
    ("text", "<p>Mang <b>hai hộp</b> có nắp.</p><ul><li>một hộp đựng thịt</li></ul>"),
    ("steps", {"title": "Trước khi đi", "items": [{"title": "Treo làn", "text": "Ở cửa."}, {"title": "Mang hộp", "text": ""}]}),
    ("comparison", {"caption": "Giá ước tính.", "columns": ["Đồ thay thế", "Giá"],
                    "rows": [{"name": "Làn tre", "badge": "", "recommended": True, "cells": ["60.000 đ"]}]}),
    ("callout", {"kind": "tip", "title": "Mẹo nhỏ", "text": "<p>Cân hộp rỗng trước.</p>"}),
    ("law", {"title": "Quy định nói gì?", "text": "<p>Từ năm 2026.</p>",
             "references": [{"name": "Nghị định 08/2022/NĐ-CP", "article": "Điều 64", "valid_from": "2022-01-10",
                             "valid_until": None, "replaced_by": "", "url": ""}]}),
    ("key_figures", {"items": [{"value": "14", "label": "chợ tham gia", "source": "Số mẫu", "date": "11/2026"}]}),
    ("quote", {"text": "Tôi bớt tiền hộp.", "author": "Bà Hoa", "role": "chủ quán"}),
    ("accordion", {"items": [{"title": "Quên làn thì sao?", "text": "<p>Mượn ở quầy quen.</p>"}]}),
]  # fmt: skip
SOURCES = [("source", {"text": "Kế hoạch 93/KH-UBND", "url": ""})]


@pytest.fixture
def guides(site_home):
    return [
        factories.guide(site_home, title, body=BODY, sources=SOURCES) for title in ("Đi chợ không túi", "Cốc mang đi")
    ]


@pytest.fixture
def handbook(site_home, guides):
    return factories.handbook(site_home, *guides)


def fetch(client, handbook, **headers):
    return client.get(f"{handbook.url}ban-in.pdf", headers=headers)


def test_every_kind_of_block_is_in_it(client, handbook):
    response = fetch(client, handbook)
    assert response["Content-Type"] == "application/pdf"
    found = pdfs.read(response.content)
    for words in (
        "Sổ tay bớt nhựa", "Phiên bản 1.0", "Đi chợ không túi", "Cốc mang đi", "Bảy bước", "hai hộp", "một hộp đựng thịt",
        "Treo làn", "Làn tre", "60.000 đ", "Mẹo nhỏ", "Điều 64, Nghị định 08/2022/NĐ-CP", "Hiệu lực từ 10/01/2022",
        "chợ tham gia", "Tôi bớt tiền hộp.", "Bà Hoa", "Quên làn thì sao?", "Mượn ở quầy quen.", "Kế hoạch 93/KH-UBND",
    ):  # fmt: skip
        assert words in found.text, words
    assert found.tagged
    assert found.language.startswith("vi")
    assert found.pages >= 4
    assert f"Trang 2 / {found.pages}" in found.text


def test_the_address_answers_with_a_tag_and_then_with_nothing_new(client, handbook):
    first = fetch(client, handbook)
    again = fetch(client, handbook, if_none_match=first["ETag"])
    assert again.status_code == 304
    assert not again.content
    assert HandbookEdition.objects.count() == 1


def test_what_has_not_changed_is_not_made_again(handbook, monkeypatch):
    make(handbook)
    monkeypatch.setattr("campaigns.handbooks.render", None)
    make(handbook)


def test_a_changed_chapter_gives_another_file_and_the_old_one_is_gone(client, handbook, guides):
    before = fetch(client, handbook)
    old = HandbookEdition.objects.get().file.name
    guides[0].title = "Đi chợ xách làn"
    guides[0].save()
    after = fetch(client, handbook)
    assert after["ETag"] != before["ETag"]
    assert "Đi chợ xách làn" in pdfs.read(after.content).text
    assert not storages["default"].exists(old)


def test_drafts_and_private_pages_never_enter_it(client, site_home, guides):
    draft = factories.guide(site_home, "Bài còn nháp", live=False, body=BODY)
    private = factories.guide(site_home, "Bài nội bộ", body=BODY)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    handbook = factories.handbook(site_home, guides[0], draft, private)
    guides[0].title = "Bản đang sửa"
    guides[0].save_revision()
    text = pdfs.read(fetch(client, handbook).content).text
    for words in ("Bài còn nháp", "Bài nội bộ", "Bản đang sửa"):
        assert words not in text
    page = client.get(handbook.url).content.decode()
    assert "Bài còn nháp" not in page


def test_an_unpublished_chapter_is_out_at_the_next_request(client, handbook, guides):
    assert "Cốc mang đi" in pdfs.read(fetch(client, handbook).content).text
    guides[1].unpublish()
    assert "Cốc mang đi" not in pdfs.read(fetch(client, handbook).content).text


def test_without_a_public_chapter_there_is_no_file(client, handbook, guides):
    fetch(client, handbook)
    for guide in guides:
        guide.unpublish()
    assert fetch(client, handbook).status_code == 404
    assert make_handbook.func(handbook.pk) == "none"
    assert not HandbookEdition.objects.exists()


def test_an_unpublished_handbook_answers_nobody(client, handbook):
    fetch(client, handbook)
    handbook.unpublish()
    assert fetch(client, handbook).status_code == 404
    assert digest_of(handbook.pk) == ""


def test_the_stored_file_has_no_public_address(client, cast, handbook):
    fetch(client, handbook)
    name = HandbookEdition.objects.get().file.name
    assert client.get(f"/tep/{name}").status_code == 404
    assert client.get(f"/tep-rieng/{name}").status_code == 302
    client.force_login(cast.editor)
    assert client.get(f"/tep-rieng/{name}").status_code == 403


@pytest.mark.parametrize("what", ["handbook", "chapter"])
def test_publishing_either_orders_a_new_file(handbook, guides, what, monkeypatch):
    ordered = []
    monkeypatch.setattr(
        "campaigns.signals.make_handbook", type("Job", (), {"enqueue_once": lambda *a: ordered.append(a)})
    )
    page = handbook if what == "handbook" else guides[0]
    page.save_revision().publish()
    assert ordered == [(f"handbook:{handbook.pk}", handbook.pk)]


def test_its_page_tells_type_size_and_length_before_the_tap(client, handbook):
    fetch(client, handbook)
    edition = HandbookEdition.objects.get()
    text = client.get(handbook.url).content.decode()
    assert edition.told in text
    assert f"{edition.page_count} trang" in edition.told


def test_a_chapter_with_a_photograph_is_printed(site_home):
    body = [("image", {"image": photo(), "caption": "Làn tre."})]
    edition = make(factories.handbook(site_home, factories.guide(site_home, body=body)))
    with edition.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"
