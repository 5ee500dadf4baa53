"""Share cards: drawn once, never of what is not public, and named so that they may be kept for ever."""

import io
import re
import threading

import pytest
from django.utils import translation
from PIL import Image
from wagtail.models import PageViewRestriction

from home.cards import Card, drawing, shelf
from home.cards.card import LONGEST_TITLE, shortened, together
from home.models import SiteImage
from home.slugs import reserved_slugs
from tests import factories
from tests.pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
LONG = "Quán bún, quán phở thử hai tuần không đũa nhựa, ống hút nhựa: kể lại từ ba quán ở phường Phan Đình Phùng"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CACHE_DIR = tmp_path


def card(**fields) -> Card:
    return Card(**({"source": "trang", "key": "1", "language": "vi", "title": "Đi chợ không túi ni lông"} | fields))


def metas(client, url: str) -> dict[str, str]:
    page = client.get(url).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter|article):[\w:]+)" content="([^"]*)">', page))


def card_address(client, url: str) -> str:
    return metas(client, url)["og:image"].removeprefix("http://127.0.0.1:8000")


# --- Drawing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Hội chợ", LONG, "Ươm " * 60])
@pytest.mark.parametrize("illustration", ["", "lan-tre"])
def test_a_card_is_a_small_picture_of_the_agreed_size(title, illustration):
    png = drawing.draw(card(title=title, kind="Cẩm nang", by="Sở Công Thương", illustration=illustration))
    assert Image.open(io.BytesIO(png)).size == (1200, 630)
    assert len(png) <= 100_000


def test_a_restless_photograph_still_makes_a_small_card():
    restless = Image.effect_noise((196, 258), 60).resize((392, 516)).convert("RGB")
    png, stream = Image.new("RGB", (1200, 630), "#f5f1e6"), io.BytesIO()
    png.paste(restless, (808, 0))
    png.save(stream, "PNG")
    assert len(drawing.reduced(stream.getvalue(), "jpg")) <= 100_000


def test_a_card_with_a_photograph_is_drawn_and_one_whose_file_is_gone_too():
    image = photo(size=(800, 1000))
    shown = drawing.draw(card(picture=image))
    assert Image.open(io.BytesIO(shown)).format == "JPEG"
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)
    assert drawing.draw(card(picture=SiteImage.objects.get())) != shown


def test_no_short_word_stands_alone_at_the_end():
    assert together("Đi chợ không túi ni lông").endswith("\u00a0lông")
    assert together("Hội chợ") == "Hội chợ"


def test_an_endless_title_is_cut_at_a_word():
    cut = shortened("từng bước " * 40)
    assert len(cut) <= LONGEST_TITLE + 1
    assert cut.endswith(("từng…", "bước…"))


def test_sample_data_is_marked_on_the_card():
    assert drawing.draw(card()) != drawing.draw(card(is_sample=True))


# --- Addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"title": "Khác"}, {"kind": "Tin"}, {"by": "Sở khác"}, {"illustration": "lan-tre"}, {"is_sample": True}],
)
def test_the_address_changes_with_everything_that_is_drawn(change):
    assert card(**change).path != card().path


def test_the_address_does_not_change_with_what_is_not_drawn():
    assert card(summary="Khác").path == card().path


def test_the_address_changes_with_the_template(monkeypatch):
    before = card().path
    monkeypatch.setattr("home.cards.card.fingerprint", lambda template: "another")
    assert card().path != before


def test_a_page_names_its_card_and_the_card_may_be_kept_for_ever(client, site_home):
    guide = factories.guide(site_home, agency=factories.agency("Sở Công Thương"))
    said = metas(client, guide.url)
    assert said["og:image"].startswith("http://127.0.0.1:8000/the-chia-se/trang-vi-")
    assert (said["og:image:width"], said["og:image:height"], said["og:image:type"]) == ("1200", "630", "image/png")
    assert said["og:image:alt"] == "Cẩm nang: Đi chợ không túi ni lông"
    assert said["twitter:card"] == "summary_large_image"
    response = client.get(card_address(client, guide.url))
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_an_old_address_leads_to_the_card_of_today(client, site_home):
    guide = factories.guide(site_home)
    old = card_address(client, guide.url)
    guide.title = "Đi chợ bằng làn"
    guide.save()
    response = client.get(old)
    assert response.status_code == 302
    assert response["Location"] == card_address(client, guide.url)
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("address", ["trang-vi-9999", "trang-vi-a", "khong-vi-1", "diemban-vi-0", "chude-vi-khong-co"])
def test_nothing_unknown_has_a_card(client, site_home, address):
    assert client.get(f"/the-chia-se/{address}-{'0' * 16}.png").status_code == 404


def test_a_draft_and_a_private_page_have_no_card(client, site_home):
    draft = factories.guide(site_home, "Bản nháp", live=False)
    closed = factories.guide(site_home, "Riêng")
    address = closed.share_card.path
    assert client.get(address).status_code == 200
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 404
    assert client.get(draft.share_card.path).status_code == 404


def test_what_a_draft_changes_is_not_on_the_card(client, site_home):
    guide = factories.guide(site_home)
    address = card_address(client, guide.url)
    guide.title = "Chưa đăng"
    guide.save_revision()
    assert client.get(address).status_code == 200
    assert client.get(guide.share_card.path)["Location"] == address


def test_a_page_without_translation_keeps_its_vietnamese_card(client, site_home):
    guide = factories.guide(site_home)
    assert card_address(client, f"/en{guide.url}") == card_address(client, guide.url)
    with translation.override("en"):
        assert client.get(card_address(client, guide.url)).status_code == 200


@pytest.mark.parametrize("url", ["/", "/chu-de/", "/chu-de/che/", "/diem-ban/", "/thay-the/", "/thay-the/?thay=tui"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_no_page_of_the_tree_has_a_card_too(client, site_home, url, prefix):
    factories.topic("Chè", factories.guide(site_home))
    factories.alternative(items=("Túi",))
    said = metas(client, prefix + url)
    assert said["og:title"]
    assert said["og:type"] == "website"
    assert client.get(card_address(client, prefix + url)).status_code == 200


def test_no_page_may_take_the_place_of_the_cards():
    assert "the-chia-se" in reserved_slugs()


# --- Once --------------------------------------------------------------------------------------------------------------


def test_a_burst_draws_once(monkeypatch):
    drawn = []
    started = threading.Barrier(6)

    def slowly(card):
        drawn.append(card)
        return b"png"

    monkeypatch.setattr(shelf, "draw", slowly)
    wanted = card()
    monkeypatch.setattr(Card, "digest", "0" * 16)  # another thread sees another database

    def ask():
        started.wait()
        shelf.file_of(wanted)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 1


def test_the_shelf_is_bounded(monkeypatch):
    monkeypatch.setattr(shelf, "draw", lambda card: b"png")
    monkeypatch.setattr(shelf, "MOST", 8)
    for number in range(30):
        shelf.file_of(card(key=str(number)))
    assert len(list(shelf.folder().glob("*.png"))) <= 8


# --- An editor's own picture -------------------------------------------------------------------------------------------


def test_an_editors_picture_wins_once_its_copy_is_there(client, site_home):
    image = photo(size=(1400, 800), description="Chợ sớm ở Tân Cương.")
    guide = factories.guide(site_home, social_image=image)
    assert "/the-chia-se/" in metas(client, guide.url)["og:image"]
    image.get_rendition("fill-1200x630|format-jpeg")
    said = metas(client, guide.url)
    assert said["og:image"].startswith("http://127.0.0.1:8000/tep/")
    assert (said["og:image:type"], said["og:image:alt"]) == ("image/jpeg", "Chợ sớm ở Tân Cương.")


def test_an_article_says_when_it_appeared(client, site_home):
    said = metas(client, factories.article(site_home).url)
    assert said["og:type"] == "article"
    assert said["article:published_time"].startswith("20")
    assert said["og:locale"] == "vi_VN"
