"""Printed matter: what is data stays data, the letters are right, and machines can read it aloud."""

import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from home.documents import picture_of, render
from home.documents.drawings import drawing, qr
from home.documents.richtext import nodes
from home.illustrations import Illustration
from tests import factories, pdfs

ROOT = Path(__file__).resolve().parents[2]
MADE_AT = datetime(2026, 11, 20, 9, 30, 1, 5, tzinfo=UTC)
PANGRAM = "Ẳ ẵ ặ ề ể ễ ệ ứ ừ ử ữ ự ỡ ợ ỳ ỵ đ Đ – Nguyễn Hữu Đễ, Định Hóa, Phú Lương, Võ Nhai"


def data(**changes) -> dict:
    return {
        "title": "Đi chợ không túi ni lông", "summary": "Một chiếc làn.", "author": "Sở Công Thương",
        "site": "Thái Nguyên Xanh", "language": "vi", "size": "a4",
        "steps": [{"title": "Treo làn", "text": "Ở cửa."}, {"title": "Mang hộp", "text": ""}],
        "place": "", "day": "", "phone": "", "url": "https://example.org/a/", "shown-url": "example.org/a/",
        "qr-alt": "Mã QR", "credit": "", "words": {"day": "Ngày:", "phone": "Điện thoại:", "more": "Đọc:"},
    } | changes  # fmt: skip


def leaflet(**changes) -> bytes:
    return render("leaflet", data(**changes), pictures={"qr.svg": qr("https://example.org/a/")}, made_at=MADE_AT)


def test_it_is_tagged_and_says_its_language():
    found = pdfs.read(leaflet())
    assert found.tagged
    assert found.language.startswith("vi")
    assert b"pdfuaid:part" in leaflet()


def test_vietnamese_comes_out_as_it_went_in_and_composed():
    found = pdfs.read(leaflet(summary=unicodedata.normalize("NFD", PANGRAM)))  # as typed on a Mac
    assert PANGRAM in found.text
    assert found.text == unicodedata.normalize("NFC", found.text)


@pytest.mark.parametrize(
    "text", ["#read(\"/etc/passwd\")", "*đậm* _nghiêng_ $x^2$ `mã`", "#import \"x\"", "<nhãn> @nguồn", "\\ #[a] // b"]
)  # fmt: skip
def test_what_people_wrote_is_never_markup(text):
    assert text in pdfs.read(leaflet(summary=text)).text


def test_the_same_data_give_the_same_bytes():
    assert leaflet() == leaflet()


def test_the_machines_own_fonts_are_not_used():
    assert b"LibertinusSerif" in leaflet()


def test_it_can_be_a_picture_too():
    (picture,) = picture_of("leaflet", data(), pictures={"qr.svg": qr("https://example.org/a/")})
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", Illustration.values)
def test_every_drawing_stands_by_itself(name):
    assert b"var(" not in drawing(name)
    assert drawing(name).startswith(b"<svg")


def test_the_site_starts_without_the_large_libraries():
    code = (
        "import sys, os; sys.path[:0] = ['.', 'site']; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test';"
        "import django; django.setup(); import config.urls;"
        "sys.exit(bool({'typst', 'segno', 'pypdfium2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# --- Rich text ----------------------------------------------------------------------------------------------------


def words(found: list[dict]) -> list[str]:
    return ["".join(run["text"] for run in node["runs"]) for node in found]


def test_rich_text_keeps_words_spaces_and_looks(db):
    (paragraph,) = nodes("<p>Mang <b>hai hộp</b>\n   có  nắp.</p>", "https://example.org")
    assert words([paragraph]) == ["Mang hai hộp có nắp."]
    assert [run["bold"] for run in paragraph["runs"]] == [False, True, False]


def test_lists_within_lists_stay_lists(db):
    (found,) = nodes("<ol><li>Một<ul><li>Con</li></ul></li><li>Hai</li></ol>", "")
    assert found["ordered"]
    assert words(found["items"]) == ["Một", "Hai"]
    assert words(found["items"][0]["lists"][0]["items"]) == ["Con"]


def test_links_are_in_full_and_lead_to_nothing_private(site_home):
    public = factories.standard_page(site_home, "Công khai")
    draft = factories.standard_page(site_home, "Nháp", live=False)
    html = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in (public, draft))
    html += '<a href="/diem-ban/">x</a><a href="javascript:alert(1)">x</a>'
    (paragraph,) = nodes(f"<p>{html}</p>", "https://example.org")
    assert [run["href"] for run in paragraph["runs"]] == [
        f"https://example.org{public.url}",
        "",
        "https://example.org/diem-ban/",
        "",
    ]
