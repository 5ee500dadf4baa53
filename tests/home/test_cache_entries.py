"""Stored pages: which encoding goes out, under which tag, and that only whole entries are read back."""

import gzip

import brotli
import pytest

from home.delivery.entries import Entry, encodings, make_entry, matches

BODY = ("<p>Điểm bán xanh ở Thái Nguyên</p>" * 60).encode()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY")]


@pytest.fixture
def entry() -> Entry:
    return make_entry(
        BODY, [*HEADERS, ("Vary", "Cookie"), ("Content-Length", "1"), ("X-Request-ID", "abc")], 10.0, "trang"
    )


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("", "identity"), ("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"),
        ("*", "br"), ("identity, gzip;q=0.5", "identity"), ("*;q=0, identity", "identity"), ("x-gzip", "gzip"),
        ("gzip;q=0", "identity"), ("GZIP", "gzip"), ("deflate", "identity"),
    ],
)  # fmt: skip
def test_the_client_chooses_the_encoding(entry, accept, first):
    assert encodings(accept)[0] == first
    sent = entry.best(accept)
    named = dict(sent.headers).get("Content-Encoding", "identity")
    assert named == first
    plain = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[named](sent.body)
    assert plain == BODY


def test_who_takes_nothing_gets_the_plain_page(entry):
    assert encodings("*;q=0") == ()
    assert entry.best("*;q=0").body == BODY


def test_each_encoding_has_its_own_strong_tag_and_length(entry):
    tags = {variant.etag for variant in entry.variants.values()}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert all(dict(v.headers)["Content-Length"] == str(len(v.body)) for v in entry.variants.values())


def test_headers_of_one_moment_are_not_kept(entry):
    headers = dict(entry.best("").headers)
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["X-Frame-Options"] == "DENY"
    assert "X-Request-ID" not in headers


def test_small_pages_are_not_compressed():
    assert set(make_entry(b"ok", HEADERS, 10.0).variants) == {"identity"}


def test_an_entry_reads_back_as_it_was_written(entry):
    again = Entry.from_bytes(entry.to_bytes())
    assert (again.expires, again.route, again.headers) == (entry.expires, "trang", entry.headers)
    assert {n: v.body for n, v in again.variants.items()} == {n: v.body for n, v in entry.variants.items()}


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -1])
def test_half_an_entry_is_no_entry(entry, cut):
    with pytest.raises((ValueError, KeyError)):
        Entry.from_bytes(entry.to_bytes()[:cut])


def test_tags_are_compared_weakly():
    assert matches('"a"', '"a"')
    assert matches('"b", W/"a"', '"a"')
    assert matches("*", '"a"')
    assert not matches('"a-gz"', '"a"')
