"""Parts of files: exactly the bytes that were asked for, from any storage, and the whole file where a part does not fit."""

import gc
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage, storages
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns.models import ResourcePage
from home.delivery.ranges import with_ranges
from home.models import SiteDocument
from tests import factories

VIDEO = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 600  # over two pieces
positions = st.integers(0, 400)


class OneWay(io.BytesIO):
    """What some storages give: it can be read, not jumped about in."""

    def seekable(self) -> bool:
        return False

    def seek(self, *args) -> int:
        raise io.UnsupportedOperation


def ask(content: bytes, method: str = "GET", *, jumps: bool = True, headers: dict | None = None, **asked: str):
    @with_ranges
    def view(request):
        response = FileResponse(io.BytesIO(content) if jumps else OneWay(content))
        response["Content-Length"] = str(len(content))
        for name, value in (headers or {}).items():
            response[name] = value
        return response

    request = RequestFactory().generic(method, "/", headers={k.replace("_", "-"): v for k, v in asked.items()})
    return view(request)


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


@given(content=st.binary(max_size=300), first=positions, last=st.none() | positions, jumps=st.booleans())
@example(content=b"", first=0, last=None, jumps=True)
@example(content=VIDEO, first=70_000, last=140_001, jumps=False)
def test_any_range_gives_exactly_those_bytes(content, first, last, jumps):
    response = ask(content, jumps=jumps, Range=f"bytes={first}-{'' if last is None else last}")
    end = len(content) if last is None else min(last + 1, len(content))
    if last is not None and last < first:
        assert (response.status_code, body(response)) == (200, content)  # no range at all
    elif first >= len(content):
        assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(content)}")
        assert body(response) == b""
    else:
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {first}-{end - 1}/{len(content)}"
        assert body(response) == content[first:end]
        assert response["Content-Length"] == str(end - first)
    assert response["Accept-Ranges"] == "bytes"


@given(content=st.binary(max_size=300), count=positions, jumps=st.booleans())
def test_the_last_bytes_are_the_last_bytes(content, count, jumps):
    response = ask(content, jumps=jumps, Range=f"bytes=-{count}")
    if not content or not count:
        assert response.status_code == 416
    else:
        assert response.status_code == 206
        assert body(response) == content[-count:]


@given(asked=st.text(max_size=40))
@example(asked="bytes=" + "9" * 5000 + "-")
@example(asked="bytes=0-1,3-4")
@example(asked="bytes=-")
@example(asked="bytes=٣-")
@example(asked="items=0-1")
@example(asked="")
def test_what_is_not_one_range_of_bytes_gives_the_whole_file(asked):
    if asked.isascii() and asked.isprintable():
        response = ask(b"0123456789", Range=asked)
        assert response.status_code in (200, 206, 416)
        if not asked.strip().lower().startswith("bytes=") or "," in asked or len(asked) > 45:
            assert (response.status_code, body(response)) == (200, b"0123456789")


def test_head_tells_the_length_and_that_parts_are_given():
    response = ask(b"0123456789", "HEAD", Range="bytes=2-3")
    assert (response.status_code, response["Content-Length"], response["Accept-Ranges"]) == (200, "10", "bytes")
    assert "Content-Range" not in response


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ('"now"', 206),
        ('"before"', 200),
        ('W/"now"', 200),
        ("Mon, 23 Nov 2026 10:00:00 GMT", 206),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 200),
        ("", 206),
    ],
)
def test_a_part_is_given_only_of_the_file_that_the_reader_knows(known, status):
    headers = {"ETag": '"now"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
    response = ask(b"0123456789", headers=headers, Range="bytes=4-", If_Range=known)
    assert response.status_code == status
    assert body(response) == (b"456789" if status == 206 else b"0123456789")


def test_a_weak_tag_never_fits():
    response = ask(b"0123456789", headers={"ETag": 'W/"now"'}, Range="bytes=4-", If_Range='W/"now"')
    assert response.status_code == 200


def test_other_answers_pass_untouched(rf):
    answer = HttpResponse(b"0123456789")
    assert with_ranges(lambda request: answer)(rf.get("/", headers={"Range": "bytes=1-2"})) is answer
    assert "Accept-Ranges" not in answer


class Remote(InMemoryStorage):
    """Like S3: files are opened, and stand in no folder of this machine."""

    path = Storage.path

    def _relative_path(self, name: str) -> str:
        return name  # what the parent would ask `path` for


# --- On the site ------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[FileSystemStorage, Remote], ids=["disk", "no-path"])
def film(request, db, monkeypatch, settings, tmp_path, site_home) -> SiteDocument:
    """A video on a public page, on a disk and on a storage that knows no paths."""
    settings.WAGTAILDOCS_SERVE_METHOD = "serve_view"
    options = {"location": tmp_path} if request.param is FileSystemStorage else {}
    storage = request.param(base_url="/tep-rieng/", **options)
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", storage)
    document = factories.document("Phim ủ rác", "phim.mp4", content=VIDEO)
    factories.resource(site_home, "Phim ủ rác", document)
    yield document
    gc.collect()  # what Wagtail leaves open


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_video_is_played_in_parts(client, film):
    probe = client.get(film.url, headers={"Range": "bytes=0-1"})  # Safari's first question
    assert (probe.status_code, b"".join(probe)) == (206, VIDEO[:2])
    assert probe["Content-Type"] == "video/mp4"
    assert probe["X-Content-Type-Options"] == "nosniff"
    jump = client.get(film.url, headers={"Range": "bytes=100000-", "If-Range": probe["ETag"]})
    assert (jump.status_code, b"".join(jump)) == (206, VIDEO[100_000:])
    assert client.get(film.url, headers={"Range": f"bytes={len(VIDEO)}-"}).status_code == 416
    assert client.get(film.url, headers={"If-None-Match": probe["ETag"]}).status_code == 304
    whole = client.get(film.url)
    assert (whole.status_code, b"".join(whole), whole["Accept-Ranges"]) == (200, VIDEO, "bytes")
    head = client.head(film.url, headers={"Range": "bytes=0-1"})
    assert (head.status_code, head["Content-Length"]) == (200, str(len(VIDEO)))


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_part_of_what_is_not_public_is_refused_like_the_whole(client, film):
    ResourcePage.objects.get().unpublish()
    refused = client.get(film.url, headers={"Range": "bytes=0-1"})
    assert refused.status_code == 302 and "Accept-Ranges" not in refused


def test_a_rendition_is_given_in_parts_too(client, db):
    name = storages["public"].save("anh.webp", ContentFile(b"RIFF0123456789"))
    response = client.get(f"/tep/{name}", headers={"Range": "bytes=4-6"})
    assert (response.status_code, b"".join(response)) == (206, b"012")
