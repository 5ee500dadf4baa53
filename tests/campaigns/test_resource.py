"""Resources: what is told before the tap, which files belong together, whose first page is shown to whom."""

import io
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from home.models import DocumentPreview, PageRelation
from home.previews import refresh_previews
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def read(client, page, query: str = "") -> str:
    response = client.get(page.url + query)
    assert response.status_code == 200
    return response.content.decode()


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (1200, 800), "#164330").save(stream, "PNG")
    return stream.getvalue()


def test_type_size_length_licence_and_advice_are_told_before_the_tap(client, site_home):
    document = factories.document(credit="Nhóm vẽ", licence="cc-by")
    page = factories.resource(site_home, "Tờ rơi", document)
    file = page.files.get()
    file.label, file.print_advice = "Bản A4", "In hai mặt."
    file.save()
    text = read(client, page)
    for words in (document.told, "PDF, ", "1 trang", "CC BY 4.0", "Nhóm vẽ", "Bản A4", "In hai mặt.", document.url):
        assert words in text


def test_the_same_thing_in_two_formats_stands_together(site_home):
    files = [
        factories.document("A4"),
        factories.document("A4 ảnh", "a4.png", png()),
        factories.document("A4 tiếng Anh", language="en"),
    ]
    page = factories.resource(site_home, "Tờ rơi", *files)
    page.files.update(label="Bản A4")
    page.refresh_from_db()
    assert [(group.label, group.language, len(group.files)) for group in page.formats] == [
        ("Bản A4", "Tiếng Việt", 2),
        ("Bản A4", "English", 1),
    ]


def test_a_film_of_our_own_plays_with_its_captions_and_loads_nothing_before_a_tap(client, site_home):
    film = factories.document("Phim", "phim.mp4", b"\0\0\0 ftypisom")
    captions = factories.document("Phim", "phim.vtt", b"WEBVTT")
    text = read(client, factories.resource(site_home, "Phim", film, captions, kind="phim"))
    assert '<video controls preload="none" aria-label="Phim">' in text
    assert f'<source src="{film.url}"' in text
    assert f'<track kind="captions" src="{captions.url}"' in text


def test_a_leaflet_offers_the_form_of_the_guide_it_is_of(client, site_home):
    steps = [("steps", {"title": "", "items": [{"title": "Treo làn", "text": ""}] * 2})]
    guide = factories.guide(site_home, body=steps)
    page = factories.resource(site_home, "Tờ rơi", factories.document())
    assert "to-roi.pdf" not in read(client, page)
    page.relations = [PageRelation(target=guide.page_ptr)]
    page.save()
    assert f'action="{guide.url}to-roi.pdf"' in read(client, page)


def test_a_legal_text_shows_number_days_and_what_replaced_it(client, site_home):
    page = factories.resource(
        site_home, "Kế hoạch", kind="van-ban", number="93/KH-UBND", issued_on=date(2019, 6, 28),
        valid_until=date(2020, 1, 1), replaced_by="Kế hoạch 1/KH-UBND", full_text_url="https://example.org/93",
    )  # fmt: skip
    text = read(client, page)
    for words in ("93/KH-UBND", "28/06/2019", "đã hết hiệu lực", "Kế hoạch 1/KH-UBND", "https://example.org/93"):
        assert words in text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": ""}, "number"),
        ({"issued_on": None}, "issued_on"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        ({"valid_from": date(2022, 1, 2), "valid_until": date(2022, 1, 1)}, "valid_until"),
    ],
)
def test_a_legal_text_without_number_or_with_impossible_days_is_refused(site_home, fields, wrong):
    whole = {"kind": "van-ban", "number": "93/KH-UBND", "issued_on": date(2019, 6, 28)}
    page = factories.resource(site_home, "Kế hoạch")
    for name, value in (whole | fields).items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert list(error.value.message_dict) == [wrong]


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_kind_language_and_topic_with_exact_counts(client, site_home):
    two = factories.resource(site_home, "Hai tệp", factories.document(), factories.document(language="en"))
    factories.resource(site_home, "Áp phích chợ", factories.document(), kind="ap-phich")
    factories.resource(site_home, "Bản nháp", factories.document(), live=False)
    factories.topic("Chợ", two)
    index = two.get_parent()
    text = read(client, index)
    assert "Bản nháp" not in text
    assert text.count('class="cover resource-card"') == 2
    assert re.findall(r'>Tất cả <span class="figures">(\d+)<', text) == ["2", "2"]  # one topic alone is no choice
    for query, titles in (
        ("?loai=ap-phich", ["Áp phích chợ"]),
        ("?ngon-ngu=vi", ["Hai tệp", "Áp phích chợ"]),
        ("?ngon-ngu=en", ["Hai tệp"]),
        ("?chu-de=cho", ["Hai tệp"]),
        ("?ngon-ngu=vi&chu-de=cho", ["Hai tệp"]),
    ):
        found = re.findall(r'cover-link" href="[^"]+"[^>]*>([^<]+)<', read(client, index, query))
        assert [title for title in found if title in ("Hai tệp", "Áp phích chợ", "Bản nháp")] == titles, query


def test_an_empty_list_says_so(client, site_home):
    page = factories.resource(site_home)
    index = page.get_parent()
    page.delete()
    assert "Chưa có tài liệu nào" in read(client, index)


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_twelve(client, site_home):
    index = factories.resource(site_home, "Tờ 0", factories.document()).get_parent()
    client.get(index.url)
    numbers = []
    for more in (0, 11):
        for number in range(more):
            factories.resource(site_home, f"Tờ thứ {number}", factories.document())
        with CaptureQueriesContext(connection) as captured:
            read(client, index)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_a_resource_is_found_by_its_number(client, site_home):
    factories.resource(site_home, "Kế hoạch của tỉnh", kind="van-ban", number="93/KH-UBND", issued_on=date(2019, 6, 28))
    assert "Kế hoạch của tỉnh" in client.get("/tim-kiem/?q=93/KH-UBND").content.decode()


# --- First pages ----------------------------------------------------------------------------------------------------


def make_pictures() -> None:
    refresh_previews.func()


@pytest.mark.parametrize(("name", "content"), [("a.pdf", factories.EMPTY_PDF), ("a.png", png())])
def test_the_first_page_is_shown_under_a_name_that_says_nothing(client, site_home, name, content):
    page = factories.resource(site_home, "Tờ rơi", factories.document("Tờ rơi", name, content))
    make_pictures()
    preview = DocumentPreview.objects.get()
    assert preview.width <= 640
    assert re.fullmatch(r"/tep/xem-truoc/[\w-]{16}\.webp", preview.file.url)
    assert preview.file.url in read(client, page)
    assert client.get(preview.file.url)["Content-Type"] == "image/webp"


def test_a_draft_has_no_picture_on_any_public_address(site_home):
    factories.resource(site_home, "Nháp", factories.document(), live=False)
    make_pictures()
    assert not DocumentPreview.objects.exists()


@pytest.mark.parametrize("how", ["unpublish", "delete", "restrict"])
def test_the_picture_goes_at_once_with_its_page(client, site_home, how, django_capture_on_commit_callbacks):
    page = factories.resource(site_home, "Tờ rơi", factories.document())
    make_pictures()
    preview = DocumentPreview.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        if how == "restrict":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        else:
            getattr(page, how)()
    assert not DocumentPreview.objects.exists()
    assert not storages["public"].exists(preview.file.name)
    assert client.get(preview.file.url).status_code == 404


def test_a_new_file_gets_a_new_picture_and_the_same_file_none(site_home):
    document = factories.document()
    factories.resource(site_home, "Tờ rơi", document)
    make_pictures()
    first = DocumentPreview.objects.get().file.name
    make_pictures()
    assert DocumentPreview.objects.get().file.name == first
    document.file.save("khac.png", io.BytesIO(png()))
    make_pictures()
    assert DocumentPreview.objects.get().file.name != first


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.4 hong"), ("a.csv", b"a;b"), ("a.png", b"\x89PNG hong")]
)
def test_what_cannot_be_drawn_keeps_the_drawn_placeholder(client, site_home, name, content):
    page = factories.resource(site_home, "Tờ rơi", factories.document("Hỏng", name, content))
    make_pictures()
    assert not DocumentPreview.objects.exists()
    assert "pic-art" in read(client, page.get_parent())


def test_publishing_orders_the_pictures(site_home, monkeypatch):
    ordered = []
    monkeypatch.setattr("home.previews.refresh_previews", type("Job", (), {"enqueue_once": ordered.append}))
    factories.resource(site_home, "Tờ rơi", factories.document()).save_revision().publish()
    assert ordered


def test_under_en_the_list_is_marked_as_vietnamese(client, site_home):
    index = factories.resource(site_home, "Tờ rơi", factories.document()).get_parent()
    assert client.get(f"/en{index.url}").status_code == 200


# --- Editing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def form(client, cast, site_home):
    """What an editor's form answers to this, for a new page of a model; everything that repeats is empty."""
    index = factories.resource(site_home).get_parent()
    client.force_login(cast.editor)
    repeated = ("files", "chapters", "relations", "body", "sources", "comments")
    empty = {f"{name}-{field}": "0" for name in repeated for field in ("TOTAL_FORMS", "INITIAL_FORMS", "count")}

    def send(model: str, **typed):
        address = reverse("wagtailadmin_pages:add", args=["campaigns", model, index.pk])
        assert client.get(address).status_code == 200
        return client.post(address, empty | {"title": "Kế hoạch của tỉnh"} | typed)

    return send


def test_a_mistake_loses_nothing_that_was_typed(form):
    response = form("resourcepage", kind="van-ban", issuer="Ủy ban nhân dân tỉnh")
    assert response.status_code == 200
    text = response.content.decode()
    for words in ("Văn bản phải có số, ký hiệu.", "Kế hoạch của tỉnh", "Ủy ban nhân dân tỉnh"):
        assert words in text


@pytest.mark.parametrize(
    ("model", "typed"), [("resourcepage", {"kind": "to-roi"}), ("handbookpage", {"version": "1.0", "preface": "null"})]
)
def test_an_editor_saves_a_draft(form, model, typed):
    assert form(model, **typed).status_code == 302
