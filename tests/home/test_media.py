"""Pictures and documents: described, credited and licensed; originals private, what is published public."""

import gc
import io
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, UploadedFile
from wagtail.users.models import UserProfile

from home.models import SiteDocument, SiteImage
from home.roles import Role
from home.views import media
from tests import factories

# Wagtail leaves the temporary files of renditions, and the document it sends, to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]

FULL = {"title": "Chợ", "description": "Sạp rau ở chợ Thái", "credit": "Sở Công Thương", "licence": "own", "tags": ""}
FULL_DOCUMENT = {"title": "Kế hoạch", "credit": "UBND tỉnh", "licence": "public", "language": "vi", "tags": ""}


def picture(name: str = "cho.png") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Picture.new("RGB", (40, 30), "green").save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/png")


def pdf(name: str = "ke-hoach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 text", "application/pdf")


@pytest.fixture
def image(db) -> SiteImage:
    return SiteImage.objects.create(title="Chợ", description="Sạp rau", credit="Sở", licence="own", file=picture())


@pytest.fixture
def render(image):
    """Makes a rendition; what Wagtail leaves is collected here, and not in the middle of another test."""
    yield image.get_rendition
    gc.collect()


@pytest.fixture
def document(db, monkeypatch, tmp_path) -> SiteDocument:
    """On a disk, as in the product: Wagtail sends documents by their path, and leaves the file open."""
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", FileSystemStorage(tmp_path, "/tep-rieng/"))
    return SiteDocument.objects.create(title="Kế hoạch", credit="UBND tỉnh", licence="public", file=pdf())


@pytest.fixture
def editor(client, cast):
    client.force_login(cast.editor)
    return client


# --- What a file needs ------------------------------------------------------------------------------------------


def test_an_image_with_everything_is_saved(editor):
    assert editor.post(reverse("wagtailimages:add"), FULL | {"file": picture()}).status_code == 302
    assert SiteImage.objects.get().default_alt_text == "Sạp rau ở chợ Thái"


@pytest.mark.parametrize("field", ["description", "credit", "licence"])
@pytest.mark.parametrize("value", ["", "   "])
def test_an_image_without_description_credit_or_licence_is_refused(editor, field, value):
    response = editor.post(reverse("wagtailimages:add"), FULL | {field: value, "file": picture()})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not SiteImage.objects.exists()
    if not value:
        assert response.context["form"].errors[field] == ["Trường này là bắt buộc."]


def test_the_chooser_in_a_page_asks_for_the_same(editor):
    data = {
        f"image-chooser-upload-{name}": value for name, value in (FULL | {"description": "", "file": picture()}).items()
    }
    response = editor.post(reverse("wagtailimages_chooser:create"), data)
    assert response.json()["step"] == "reshow_creation_form"
    assert not SiteImage.objects.exists()


def test_an_existing_image_cannot_lose_its_description(editor, image):
    response = editor.post(reverse("wagtailimages:edit", args=[image.pk]), FULL | {"description": ""})
    assert response.status_code == 200
    image.refresh_from_db()
    assert image.description == "Sạp rau"


@pytest.mark.parametrize("field", ["credit", "licence"])
def test_a_document_without_credit_or_licence_is_refused(editor, field):
    response = editor.post(reverse("wagtaildocs:add"), FULL_DOCUMENT | {field: "", "file": pdf()})
    assert list(response.context["form"].errors) == [field]
    assert not SiteDocument.objects.exists()
    assert editor.post(reverse("wagtaildocs:add"), FULL_DOCUMENT | {"file": pdf()}).status_code == 302


def test_nobody_is_given_a_licence_they_did_not_choose(editor):
    form = editor.get(reverse("wagtailimages:add")).context["form"]
    assert not form["licence"].value()
    assert form.fields["licence"].choices[0][0] == ""


@pytest.mark.parametrize(
    ("app", "model", "file", "data"),
    [("wagtailimages", SiteImage, picture, FULL), ("wagtaildocs", SiteDocument, pdf, FULL_DOCUMENT)],
)
def test_many_files_at_once_are_kept_until_each_form_is_filled_in(editor, app, model, file, data):
    answer = editor.post(reverse(f"{app}:add_multiple"), {"title": "cho", "files[]": file()}).json()
    assert answer["success"] is True
    assert not model.objects.exists(), "saved before anybody described it"
    waiting = UploadedFile.objects.get()
    kind = "image" if model is SiteImage else "document"
    save = reverse(f"{app}:create_multiple_from_uploaded_{kind}", args=[waiting.pk])
    prefix = f"uploaded-{kind}-{waiting.pk}-"

    empty = editor.post(save, {f"{prefix}{name}": "" for name in data} | {f"{prefix}title": "Chợ"}).json()
    assert empty["success"] is False
    assert "Trường này là bắt buộc." in empty["form"]
    filled = editor.post(save, {f"{prefix}{name}": value for name, value in data.items()}).json()
    assert filled["success"] is True
    assert model.objects.get().credit == data["credit"]
    assert not UploadedFile.objects.exists()


# --- What is public ---------------------------------------------------------------------------------------------


def test_a_rendition_is_public_under_a_name_that_says_nothing(client, render):
    rendition = render("width-20|format-webp")
    assert re.fullmatch(r"/tep/anh/[\w-]{16}\.webp", rendition.url)
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_two_renditions_of_the_same_picture_share_nothing(render):
    names = {render(spec).file.name for spec in ("width-20", "width-30", "width-35")}
    stems = {name.split("/")[-1].split(".")[0] for name in names}
    assert len(stems) == 3


def test_an_original_is_never_public(client, image):
    assert image.file.url.startswith("/tep-rieng/")
    assert client.get(f"/tep/{image.file.name}").status_code == 404


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.pdf", "a", "anh/", "a.png/", "khong-co.png", "a.png\0"])
def test_only_pictures_that_exist_are_served(client, db, name):
    media.storages["public"].save("a.html", ContentFile(b"<script>alert(1)</script>"))
    assert client.get(f"/tep/{name}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, render, method):
    assert getattr(client, method)(render("width-20").url).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["../private/secret.png", "..%2fprivate%2fsecret.png", "%2e%2e/private/secret.png", "anh/../../private/secret.png",
     "/etc/secret.png", "//secret.png", "..\\private\\secret.png"],
)  # fmt: skip
def test_no_path_leads_out_of_the_public_folder(client, cast, monkeypatch, tmp_path, path):
    for folder in ("private", "public"):
        (tmp_path / folder).mkdir()
    (tmp_path / "private" / "secret.png").write_bytes(b"secret")
    stores = {"public": FileSystemStorage(tmp_path / "public"), "default": FileSystemStorage(tmp_path / "public")}
    monkeypatch.setattr(media, "storages", stores)
    assert client.get(f"/tep/{path}").status_code == 404
    client.force_login(cast.administrator)
    assert client.get(f"/tep-rieng/{path}").status_code == 404


def test_a_picture_of_a_draft_stands_nowhere_that_a_stranger_can_find(client, site_home, image, render):
    body = [("image", {"image": image, "caption": ""})]
    page = factories.standard_page(site_home, "Bản nháp", live=False, body=body)
    rendition = render("width-480|format-webp")
    assert client.get(page.url).status_code == 404
    for path in ("/", "/sitemap.xml", "/tim-kiem/?q=nhap"):
        assert rendition.file.name not in client.get(path).content.decode()
    assert client.get(image.file.url).status_code == 302
    assert client.get(f"/tep/{image.file.name}").status_code == 404


# --- What is private --------------------------------------------------------------------------------------------


def test_an_original_is_for_staff_who_work_with_images(client, cast, image):
    response = client.get(image.file.url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))
    for role in ("editor", "approver", "contributor", "administrator"):
        client.force_login(getattr(cast, role))
        response = client.get(image.file.url)
        assert response.status_code == 200, role
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["inspector", "decision_maker", "commune_officer", "auditor"])
def test_staff_without_media_permission_are_refused(client, cast, image, document, role):
    client.force_login(getattr(cast, role))
    assert client.get(image.file.url).status_code == 403
    assert client.get(document.file.url).status_code == 403
    assert client.get("/tep-rieng/khong-co.png").status_code == 403


def test_a_store_officer_sees_photographs_and_no_documents(client, cast, image, document):
    client.force_login(cast.store_officer)
    assert client.get(image.file.url).status_code == 200
    assert client.get(document.file.url).status_code == 403


def test_a_file_that_is_nobodys_is_refused_to_all_but_the_administrator(client, cast):
    name = media.storages["default"].save("wagtail_uploads/gui-do.pdf", ContentFile(b"%PDF"))
    client.force_login(cast.editor)
    assert client.get(f"/tep-rieng/{name}").status_code == 403
    client.force_login(cast.administrator)
    assert client.get(f"/tep-rieng/{name}").status_code == 200
    assert client.get("/tep-rieng/khong-co.png").status_code == 404


def test_portraits_of_staff_are_shown_to_staff_only(client, cast):
    profile = UserProfile.get_for_user(cast.auditor)
    profile.avatar.save("toi.png", picture())
    assert client.get(profile.avatar.url).status_code == 302
    client.force_login(cast.store_officer)
    response = client.get(profile.avatar.url)
    assert response["Content-Type"] == "image/png"
    assert "attachment" not in response.get("Content-Disposition", "")


def test_a_document_is_served_through_its_own_address(client, site_home, document):
    factories.resource(site_home, "Kế hoạch", document)
    assert document.url.startswith("/tai-lieu/")
    response = client.get(document.url)
    assert b"".join(response).startswith(b"%PDF")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert client.get(f"/tai-lieu/{document.pk}/khac.pdf").status_code == 404


def test_a_document_of_a_private_collection_is_refused_to_strangers(client, cast, site_home, document):
    factories.resource(site_home, "Kế hoạch", document)
    inner = Collection.get_first_root_node().add_child(name="Nội bộ")
    document.collection = inner
    document.save()
    CollectionViewRestriction.objects.create(collection=inner, restriction_type=CollectionViewRestriction.LOGIN)
    response = client.get(document.url)
    assert response.status_code == 302
    assert "/login/" in response["Location"]
    assert client.get(document.file.url).status_code == 302
    client.force_login(cast.auditor)
    assert b"".join(client.get(document.url)).startswith(b"%PDF")


@pytest.fixture
def attached(site_home, document):
    """Puts the document on a page and answers the page."""
    return lambda **fields: factories.resource(site_home, "Tờ rơi", document, **fields)


def test_a_document_that_no_public_page_has_is_for_staff_who_work_with_files(client, cast, document, attached):
    page = attached(live=False)
    draft = client.get(document.url)
    page.delete()
    for response in (draft, client.get(document.url)):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("wagtailadmin_login"))
    client.force_login(cast.auditor)
    assert client.get(document.url).status_code == 403
    client.force_login(cast.editor)
    assert b"".join(client.get(document.url)).startswith(b"%PDF")


def test_a_document_appears_and_goes_with_its_page(client, document, attached):
    page = attached()
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 302


def test_a_document_of_a_private_page_is_for_those_who_may_read_it(client, cast, document, attached):
    PageViewRestriction.objects.create(page=attached(), restriction_type="login")
    assert client.get(document.url).status_code == 302
    client.force_login(cast.auditor)
    assert client.get(document.url).status_code == 200


def test_a_document_in_the_words_of_a_page_is_public_with_it(client, site_home, document):
    body = [("text", f'<p><a linktype="document" id="{document.pk}">Kế hoạch</a></p>')]
    page = factories.standard_page(site_home, "Kế hoạch", body=body)
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 302


# --- What a file really is ------------------------------------------------------------------------------------------


def archive(name: str, *inside: str, mimetype: str = "") -> SimpleUploadedFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for path in inside:
            file.writestr(path, "x")
    return SimpleUploadedFile(name, stream.getvalue())


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


HONEST = [
    lambda: pdf(), lambda: picture("ap-phich.png"), lambda: upload("phim.mp4", b"\0\0\0 ftypisom" + b"\0" * 20),
    lambda: upload("loi.vtt", "\ufeffWEBVTT\n".encode()), lambda: upload("bang.csv", "Tên;Giá\nLàn;60".encode()),
    lambda: archive("mau.docx", "[Content_Types].xml", "word/document.xml"),
    lambda: archive("bang.xlsx", "[Content_Types].xml", "xl/workbook.xml"),
    lambda: archive("mau.odt", mimetype="application/vnd.oasis.opendocument.text"), lambda: archive("goi.zip", "a.txt"),
]  # fmt: skip
LYING = [
    lambda: upload("a.pdf", b"<html><script>alert(1)</script>"), lambda: upload("a.docx", b"MZ\x90\0"),
    lambda: archive("a.docx", "[Content_Types].xml", "xl/workbook.xml"), lambda: upload("a.mp4", b"%PDF-1.4"),
    lambda: upload("a.csv", b"<!DOCTYPE html>"), lambda: upload("a.png", b"%PDF-1.4"), lambda: upload("a.zip", b"PK\3\4"),
    lambda: archive("a.odt", mimetype="application/epub+zip"), lambda: upload("a.vtt", b"1\n00:00"),
]  # fmt: skip


@pytest.mark.parametrize("make", HONEST)
def test_a_file_that_is_what_its_name_says_is_taken(editor, make):
    assert editor.post(reverse("wagtaildocs:add"), FULL_DOCUMENT | {"file": make()}).status_code == 302


@pytest.mark.parametrize("make", LYING)
def test_a_file_that_is_something_else_is_refused_and_nothing_typed_is_lost(editor, make):
    response = editor.post(reverse("wagtaildocs:add"), FULL_DOCUMENT | {"file": make()})
    form = response.context["form"]
    assert list(form.errors) == ["file"]
    assert "Nội dung tệp không phải là" in form.errors["file"][0]
    assert form["title"].value() == FULL_DOCUMENT["title"]
    assert form["credit"].value() == FULL_DOCUMENT["credit"]
    assert not SiteDocument.objects.exists()


def test_a_lying_file_among_many_is_refused(editor):
    wrong = upload("a.pdf", b"<html>")
    answer = editor.post(reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": wrong}).json()
    assert answer["success"] is False
    assert not UploadedFile.objects.exists()


def test_the_chooser_in_a_page_checks_the_file_too(editor):
    data = FULL_DOCUMENT | {"file": upload("a.pdf", b"<html>")}
    answer = editor.post(
        reverse("wagtaildocs_chooser:create"),
        {f"document-chooser-upload-{name}": value for name, value in data.items()},
    ).json()
    assert answer["step"] == "reshow_creation_form"
    assert "Nội dung tệp không phải là" in answer["htmlFragment"]


def test_a_file_that_is_too_large_is_refused_with_both_sizes(editor, settings):
    settings.DOCUMENT_MAX_UPLOAD_SIZE = 1024
    response = editor.post(
        reverse("wagtaildocs:add"), FULL_DOCUMENT | {"file": upload("a.pdf", b"%PDF-1.4" + b" " * 2040)}
    )
    (message,) = response.context["form"].errors["file"]
    assert "2,0\xa0KB" in message
    assert "1,0\xa0KB" in message


def test_a_document_made_in_code_knows_its_size_and_length(db):
    made = factories.document()
    assert made.file_size == len(factories.EMPTY_PDF)
    assert made.file_hash
    assert made.page_count == 1
    assert made.told == f"PDF, {made.file_size}\xa0byte, 1 trang"


@pytest.mark.parametrize("role", Role.values)
def test_the_library_is_open_to_those_who_write(client, cast, role):
    client.force_login(getattr(cast, role))
    writers = ("administrator", "approver", "editor", "contributor")
    photographers = (*writers, "store_officer")
    assert client.get(reverse("wagtailimages:index")).status_code == (200 if role in photographers else 302)
    assert client.get(reverse("wagtaildocs:index")).status_code == (200 if role in writers else 302)
