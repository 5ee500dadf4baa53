"""The blocks of the editor: how the picker shows them, what they refuse, and how they are drawn when something is gone."""

import re

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import Block, StreamBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import (
    AccordionBlock,
    ButtonBlock,
    CardsBlock,
    ComparisonBlock,
    DownloadBlock,
    GalleryBlock,
    HeadingBlock,
    ImageBlock,
    LinkBlock,
    StepsBlock,
    TextBlock,
    VideoBlock,
)
from home.models import SiteDocument, SiteImage
from home.text import fold
from tests import factories

# Wagtail leaves the file of a rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

NOTHING = {"page": None, "document": None, "url": "", "email": "", "phone": ""}


def streams() -> list[StreamBlock]:
    """What every stream field of ours is made of."""
    models = [model for app in ("home", "stores", "campaigns") for model in apps.get_app_config(app).get_models()]
    return [
        field.stream_block for model in models for field in model._meta.local_fields if isinstance(field, StreamField)
    ]


def pickable() -> dict[str, Block]:
    """One of each kind of block that an editor can pick."""
    return {type(child).__name__: child for stream in streams() for child in stream.child_blocks.values()}


PICKABLE = pickable()
# The form of a survey draws its questions; the template serves the picker's preview alone.
SURVEY_QUESTIONS = {"ChoiceQuestionBlock", "ImageQuestionBlock", "ScaleQuestionBlock", "TextQuestionBlock"}
each_block = pytest.mark.parametrize("name", sorted(PICKABLE))


def has_marks(text: str) -> bool:
    return fold(text) != text.lower()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def draw(block: Block, value) -> str:
    return block.render(block.normalize(value))


def errors_of(block: Block, value) -> dict:
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(value))
    return refused.value.block_errors


@pytest.fixture
def picture(db):
    return SiteImage.objects.create(
        title="IMG_0001",
        description="Bà con mang làn đi chợ",
        credit="Lan Anh",
        licence="own",
        file=ImageFile(get_test_image_file().file, name="anh.png"),
    )


@pytest.fixture
def document(db):
    return SiteDocument.objects.create(
        title="Tờ rơi",
        credit="Sở Công Thương",
        licence="own",
        file=ContentFile(b"x" * 2048, name="to-roi.pdf"),
        file_size=2048,
    )


# --- The picker ---------------------------------------------------------------------------------------------------------


def test_pages_offer_the_same_blocks_everywhere():
    assert {
        "HeadingBlock",
        "TextBlock",
        "TargetBlock",
        "SourceBlock",
        "MomentBlock",
        "LinkBlock",
        "SessionBlock",
    } < set(PICKABLE)
    assert len(PICKABLE) == 26


@each_block
def test_a_block_has_a_sign_a_name_and_a_description_in_vietnamese(name):
    block = PICKABLE[name]
    with translation.override("vi"):
        label, description = str(block.label), str(block.get_description())
    assert block.meta.icon != "placeholder"
    assert has_marks(label) or label == "Phim"
    assert has_marks(description)
    assert description.endswith(".")
    assert description != label


def test_neighbours_in_the_picker_can_be_told_apart():
    for stream in streams():
        labels = [str(child.label) for child in stream.child_blocks.values()]
        assert len(set(labels)) == len(labels)


@each_block
def test_a_block_has_a_template_of_its_own(name):
    template = PICKABLE[name].meta.template
    get_template(template)
    sharing = {other for other in PICKABLE if PICKABLE[other].meta.template == template}
    assert sharing == {name} or sharing == SURVEY_QUESTIONS


@each_block
def test_the_preview_needs_nothing_but_the_block(name, admin_client, site_home):
    """No picture, no document, no page but the first: the picker shows sample words in the site's own styles."""
    assert not SiteImage.objects.exists() and not SiteDocument.objects.exists()
    block = PICKABLE[name]
    assert block.is_previewable
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    page = response.content.decode()
    sample = page.split('<main class="wrap page-head" lang="vi">')[1].split("</main>")[0]
    assert response.status_code == 200
    assert 'href="/static/css/site.css"' in page
    assert has_marks(text_of(sample)) or name == "LinkBlock"
    assert "None" not in sample
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_pictures_in_previews_are_the_projects_own_drawings(admin_client, site_home):
    for name, drawing in (("ImageBlock", "lan-tre"), ("GalleryBlock", "cap-long"), ("CardsBlock", "cua-hang")):
        address = reverse("wagtailadmin_block_preview")
        page = admin_client.get(address, {"id": PICKABLE[name].definition_prefix}).content.decode()
        assert f"img/illustrations/{drawing}" in page
        assert "<img" not in page


def test_a_stranger_sees_no_preview(client, site_home):
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": PICKABLE["HeadingBlock"].definition_prefix})
    assert response.status_code == 302


# --- What blocks refuse -------------------------------------------------------------------------------------------------


def test_a_link_without_a_target_says_so_at_its_first_field(db):
    assert set(errors_of(LinkBlock(), NOTHING)) == {"page"}


def test_a_link_with_two_targets_says_so_at_both(db):
    value = NOTHING | {"url": "/diem-ban/", "email": "lan@example.vn"}
    assert set(errors_of(LinkBlock(), value)) == {"url", "email"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("url", "javascript:alert(1)"), ("url", "example.vn"), ("url", "x" * 501), ("email", "lan"), ("phone", "0" * 31)],
)
def test_a_wrong_target_says_so_where_it_was_typed(db, field, value):
    assert set(errors_of(LinkBlock(), NOTHING | {field: value})) == {field}


def test_a_link_that_may_be_left_out_may_be_left_out(db):
    block = LinkBlock(required=False)
    assert block.clean(block.normalize(NOTHING)).href == ""
    assert set(errors_of(block, NOTHING | {"url": "/a/", "phone": "0208 385 1234"})) == {"url", "phone"}


def test_the_error_of_a_link_inside_a_button_stands_inside_the_button(db):
    errors = errors_of(ButtonBlock(), {"label": "Xem", "link": NOTHING | {"url": "example.vn"}, "style": "solid"})
    assert set(errors) == {"link"}
    assert set(errors["link"].block_errors) == {"url"}


def test_a_film_is_a_file_or_an_address_not_both_and_not_neither(document):
    film = {"title": "Gói xôi", "poster": None, "transcript": ""}
    for value in ({"document": None, "url": ""}, {"document": document, "url": "https://example.vn/"}):
        assert set(errors_of(VideoBlock(), film | value)) == {"document", "url"}
    VideoBlock().clean(VideoBlock().normalize(film | {"document": None, "url": "https://example.vn/"}))


def test_every_row_of_a_comparison_has_a_cell_for_each_column():
    row = {"name": "Làn tre", "badge": "", "recommended": False, "cells": ["Rau", "60.000 đ"]}
    table = {"caption": "Giá", "columns": ["Đồ", "Hợp với", "Giá"], "rows": [row]}
    ComparisonBlock().clean(ComparisonBlock().normalize(table))
    short = table | {"rows": [row, row | {"cells": ["Rau"]}]}
    assert set(errors_of(ComparisonBlock(), short)) == {"rows"}


@pytest.mark.parametrize(
    ("block", "value", "field"),
    [
        (HeadingBlock(), {"text": "Đề mục", "level": "h1"}, "level"),
        (HeadingBlock(), {"text": "", "level": "h2"}, "text"),
        (ImageBlock(), {"image": None, "caption": "Chợ"}, "image"),
        (DownloadBlock(), {"document": None, "description": ""}, "document"),
        (AccordionBlock(), {"items": []}, "items"),
        (StepsBlock(), {"title": "", "items": [{"title": "Một", "text": ""}]}, "items"),
    ],
)
def test_what_a_block_cannot_do_without_is_asked_for_at_its_field(db, block, value, field):
    assert set(errors_of(block, value)) == {field}


def test_a_key_figure_does_not_stand_without_its_source():
    figure = {"value": "14", "label": "chợ tham gia", "source": "", "date": ""}
    errors = errors_of(PICKABLE["KeyFiguresBlock"], {"items": [figure]})
    assert set(errors["items"].block_errors[0].block_errors) == {"source"}


def test_paragraphs_hold_no_headings_pictures_or_foreign_players():
    assert set(TextBlock().field.widget.features) == {"bold", "italic", "link", "document-link", "ol", "ul"}


# --- How blocks are drawn -------------------------------------------------------------------------------------------------


def test_a_heading_has_an_address_without_marks():
    assert (
        draw(HeadingBlock(), {"text": "Đi chợ Đồng Hỷ", "level": "h3"})
        .strip()
        .endswith('<h3 id="di-cho-dong-hy">Đi chợ Đồng Hỷ</h3>')
    )


def test_a_picture_speaks_its_description_and_names_its_author(picture):
    html = draw(ImageBlock(), {"image": picture, "caption": ""})
    assert 'alt="Bà con mang làn đi chợ"' in html
    assert "Lan Anh" in html
    assert "IMG_0001" not in html


def test_every_picture_of_a_gallery_has_its_alternative_text(picture):
    html = draw(GalleryBlock(), {"items": [{"image": picture, "caption": "Sáng"}, {"image": picture, "caption": ""}]})
    assert html.count('alt="Bà con mang làn đi chợ"') == html.count("<img") == 2


def test_the_picture_of_a_card_adds_nothing_to_its_name_and_is_silent(picture):
    card = {"title": "Chợ", "text": "", "image": picture, "link": NOTHING}
    assert 'alt=""' in draw(CardsBlock(), {"items": [card]})


def test_a_download_tells_kind_and_size(document):
    html = draw(DownloadBlock(), {"document": document, "description": "Gập ba."})
    assert document.url in html
    assert "PDF, 2,0 KB" in text_of(html).replace("\xa0", " ")


def stored(block: Block, value: dict):
    """A value as the database gives it: keys of things that may be gone by now."""
    return block.to_python(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ImageBlock", {"image": 999_999, "caption": "Chợ phiên"}),
        ("DownloadBlock", {"document": 999_999, "description": "Gập ba"}),
        ("VideoBlock", {"title": "Gói xôi", "poster": 999_999, "document": 999_999, "url": "", "transcript": "Rửa lá"}),
        ("ButtonBlock", {"label": "Xem", "link": NOTHING | {"page": 999_999}, "style": "solid"}),
        ("ButtonBlock", {"label": "Xem", "link": NOTHING | {"document": 999_999}, "style": "quiet"}),
        ("LinkBlock", NOTHING | {"page": 999_999}),
    ],
)
def test_a_block_whose_thing_was_deleted_disappears(db, name, value):
    block = PICKABLE[name]
    assert text_of(block.render(stored(block, value))) == ""


def test_a_gallery_shows_the_pictures_that_are_left(picture):
    block = PICKABLE["GalleryBlock"]
    html = block.render(
        stored(block, {"items": [{"image": 999_999, "caption": "Mất"}, {"image": picture.pk, "caption": "Còn"}]})
    )
    assert html.count("<figure") == html.count("<img") == 1
    assert "Mất" not in html


def test_cards_stay_without_their_picture_and_their_link(db):
    card = {"title": "Chợ phiên", "text": "Thứ bảy", "image": 999_999, "link": NOTHING | {"page": 999_999}}
    html = PICKABLE["CardsBlock"].render(stored(PICKABLE["CardsBlock"], {"items": [card]}))
    assert text_of(html) == "Chợ phiên Thứ bảy"
    assert "href" not in html


def test_a_button_to_a_page_that_was_taken_down_disappears(site_home):
    page = factories.standard_page(site_home, "Mục cũ")
    value = {"label": "Xem", "link": NOTHING | {"page": page}, "style": "solid"}
    assert 'href="/muc-cu/"' in draw(ButtonBlock(), value)
    page.live = False
    assert text_of(draw(ButtonBlock(), value)) == ""


def test_a_picture_whose_file_is_lost_does_not_fail_the_page(picture):
    picture.file.storage.delete(picture.file.name)
    assert "Chợ phiên" in draw(ImageBlock(), {"image": picture, "caption": "Chợ phiên"})


@each_block
def test_a_block_stored_with_nothing_in_it_is_drawn_without_failing(db, name):
    """As an import, an older version or a hand in the database may leave it."""
    block = PICKABLE[name]
    block.render(block.to_python("" if isinstance(block, TextBlock) else {}))


@each_block
def test_no_block_carries_styles_of_its_own(name):
    block = PICKABLE[name]
    with translation.override("vi"):
        assert not re.search(r"<style|\sstyle=|\son\w+=", block.render(block.get_preview_value()))


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_editors_type_is_shown_as_text(bad):
    for block, value in (
        (HeadingBlock(), {"text": bad, "level": "h2"}),
        (StepsBlock(), {"title": bad, "items": [{"title": bad, "text": bad}]}),
        (PICKABLE["QuoteBlock"], {"text": bad, "author": bad, "role": bad}),
        (PICKABLE["SourceBlock"], {"text": bad, "url": ""}),
    ):
        assert not re.search(r"<script|<img", draw(block, value))
