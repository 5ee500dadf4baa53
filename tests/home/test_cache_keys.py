"""One page, one name: which spellings of an address share a stored page, and which may not be stored at all."""

import pytest

from home.delivery import keys
from home.delivery.keys import canonical_query, page_key, without_tracking


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(keys, "declared", {"q", "dh", "trang"})
    monkeypatch.setattr(keys, "declared_multi", {"dh"})


@pytest.mark.parametrize(
    "query",
    [
        "dh=viet&dh=xanh&trang=2",
        "trang=2&dh=xanh&dh=viet",
        "trang=2&q=&dh=xanh&dh=viet&dh=viet",
        "utm_source=zalo&trang=2&dh=xanh&fbclid=abc&dh=viet&zarsrc=1&gclid=x",
        "trang=%32&&dh=xanh&dh=viet",
    ],
)
def test_order_encoding_empty_fields_and_tracking_do_not_make_another_page(query):
    assert canonical_query(query) == "dh=viet&dh=xanh&trang=2"


@pytest.mark.parametrize(
    "query", ["la=1", "q=a&la=", "utm=1", "q=a&q=b", "q=" + "a" * 1000, "%71x=1"], ids=lambda q: q[:10]
)
def test_what_is_unknown_repeated_or_too_long_is_not_stored(query):
    assert canonical_query(query) is None


def test_only_tracking_parameters_are_taken_away():
    assert (
        without_tracking("utm_source=a&q=utm_source%3Db&UTM=1&fbclidx=2&fbclid") == "q=utm_source%3Db&UTM=1&fbclidx=2"
    )


def test_scheme_host_path_and_query_are_all_part_of_the_name():
    base = {"HTTP_HOST": "xanh.vn", "PATH_INFO": "/a/", "wsgi.url_scheme": "http"}
    others = [
        base | {"HTTP_HOST": "khac.vn"}, base | {"PATH_INFO": "/en/a/"}, base | {"wsgi.url_scheme": "https"},
        base | {"SCRIPT_NAME": "/x"},
    ]  # fmt: skip
    names = {page_key(environ, query) for environ in [base, *others] for query in ("", "trang=2")}
    assert len(names) == 10
    assert page_key(base | {"HTTP_HOST": "XANH.vn"}, "") == page_key(base, "")


def test_the_scheme_is_the_one_that_the_trusted_proxy_names(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    environ = {"HTTP_HOST": "xanh.vn", "wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https, http"}
    assert page_key(environ, "").startswith("https://")
    assert page_key(environ | {"HTTP_X_FORWARDED_PROTO": "http"}, "").startswith("http://")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert page_key(environ, "").startswith("http://"), "anybody can send the header"
