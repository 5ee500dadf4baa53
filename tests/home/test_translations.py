"""The English of the site: nothing left out, nothing new unnoticed, no Vietnamese words around English pages."""

import re
import shutil
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command

from config.management.commands.collect_messages import IGNORED
from config.management.commands.compile_translations import compile_catalogue
from tests import factories

SOURCE = settings.ROOT / "locale" / "site" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def read(source) -> Catalog:
    with source.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def forms(text) -> tuple[str, ...]:
    """The singular and the plural, or the one form there is."""
    return tuple(text) if isinstance(text, (tuple, list)) else (text,)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read(SOURCE)


# --- The catalogue ------------------------------------------------------------------------------------------------


def is_translated(message: Message) -> bool:
    return not message.fuzzy and len(forms(message.string)) == len(forms(message.id)) and all(forms(message.string))


def keeps_placeholders(message: Message) -> bool:
    wanted = sorted(PLACEHOLDER.findall(forms(message.id)[0]))
    return all(sorted(PLACEHOLDER.findall(text)) == wanted for text in forms(message.string))


def test_every_text_is_translated_and_none_is_unsure(catalogue):
    assert [message.id for message in catalogue if not is_translated(message)] == []
    assert not catalogue.fuzzy
    assert catalogue.plural_forms == "nplurals=2; plural=(n != 1);"


def test_translations_keep_the_placeholders_of_their_source(catalogue):
    assert [message.id for message in catalogue if not keeps_placeholders(message)] == []


def test_collecting_again_finds_no_text_that_the_catalogue_misses(catalogue, tmp_path, monkeypatch, settings):
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not on the PATH")
    copy = tmp_path / "copy"
    skipped = shutil.ignore_patterns("__pycache__", "static", "migrations", "demo", "data")
    for folder in ("campaigns", "home", "site", "stores", "templates"):
        shutil.copytree(settings.ROOT / folder, copy / folder, ignore=skipped)
    settings.LOCALE_PATHS = [copy / "collected"]
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["en"], no_location=True, no_wrap=True, ignore_patterns=IGNORED, verbosity=0)
    collected = read(copy / "collected" / "en" / "LC_MESSAGES" / "django.po")
    assert len(collected) > 400
    known = {(message.context, message.id) for message in catalogue}
    assert [message.id for message in collected if (message.context, message.id) not in known] == []


# --- The pages ----------------------------------------------------------------------------------------------------


class Words(HTMLParser):
    """What a reader sees or hears of a page, without the parts that say they are Vietnamese."""

    VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
    SILENT = frozenset({"script", "style"})
    SPOKEN = ("aria-label", "alt", "placeholder", "title", "content", "data-label", "data-texts")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []  # the elements around, and whether their words count
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        is_marked = values.get("lang") == "vi" and tag != "html"
        counts = self._counts and not is_marked and tag not in self.SILENT
        if counts:
            self.found += [values[name] for name in self.SPOKEN if values.get(name)]
        if tag not in self.VOID:
            self.open.append((tag, counts))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._counts and data.strip():
            self.found.append(" ".join(data.split()))

    @property
    def _counts(self) -> bool:
        return not self.open or self.open[-1][1]


@pytest.fixture
def english(tmp_path, settings):
    """The catalogue as it stands, compiled beside nobody's files; Django forgets it after the test."""
    copy = tmp_path / "site" / "en" / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    shutil.copy(SOURCE, copy)
    compile_catalogue(copy)
    settings.LOCALE_PATHS = [tmp_path / "site"]


@pytest.fixture
def words_of(client, english, site_home):
    factories.guide(site_home)
    factories.campaign(site_home)
    factories.store(schemes=("xanh", "viet"), categories=("Đồ gia dụng",), hours="Mo-Sa 07:00-18:00; Su off")
    factories.store("Quán Bên Sông", at=None)

    def get(address: str) -> list[str]:
        return Words(client.get(address).content.decode()).found

    return get


ADDRESSES = [
    "/en/", "/en/diem-ban/", "/en/diem-ban/?q=khong+co", "/en/diem-ban/?dh=tu-hao-hang-viet-nam",
    "/en/diem-ban/nong-san-lan-may/", "/en/diem-ban/quan-ben-song/", "/en/tim-kiem/",
    "/en/tim-kiem/?q=khong+co+dau", "/en/tim-kiem/?q=cho", "/en/cam-nang/di-cho-khong-tui-ni-long/",
    "/en/chien-dich/cho-bot-tui-ni-long/", "/en/khong-co/",
]  # fmt: skip
LABELS = ("Bỏ qua", "Tìm kiếm", "Xã, phường", "Kết quả", "Danh hiệu", "Mục lục", "Bản đồ", "Không ", "khung nhìn")


@pytest.mark.django_db
def test_pages_under_en_say_nothing_in_vietnamese_outside_what_is_marked_so(words_of, catalogue):
    sources = {text for message in catalogue if message.string != message.id for text in forms(message.id)}
    said = {address: words_of(address) for address in ADDRESSES}
    assert [address for address, words in said.items() if "Skip to main content" not in words] == []
    left = [
        (address, text)
        for address, words in said.items()
        for text in words
        if text in sources or any(label in text for label in LABELS)
    ]
    assert left == []


@pytest.mark.django_db
def test_the_same_pages_without_en_stay_vietnamese(words_of):
    words = words_of("/diem-ban/")
    assert "Bỏ qua, tới nội dung chính" in words
    assert {"Tìm kiếm", "Kết quả"} <= set(words)


@pytest.mark.django_db
def test_one_place_and_several_are_counted_in_good_english(words_of):
    assert "2 places" in words_of("/en/diem-ban/")
    assert "1 place" in words_of("/en/diem-ban/?dh=tu-hao-hang-viet-nam")


def test_the_reader_of_pages_leaves_out_what_is_vietnamese():
    page = '<html lang="vi"><p title="a">b<br>c <b lang="vi" title="d">e<i>f</i></b>g</p>'
    page += '<script>h</script><p lang="vi">i<img alt="j"></p>k'
    assert Words(page).found == ["a", "b", "c", "g", "k"]


def test_gettext_can_read_the_catalogue_again():
    """What a translator's tool remembers of earlier texts ("#|") may stand before no other line; here it never stands."""
    left = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.startswith(("#|", "#~"))]
    assert left == []
