"""The logs: one JSON line a request, a traceback for what broke, and nothing about who it was."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from config import urls as site_urls
from home.delivery.log_format import SiteJsonFormatter
from home.delivery.masking import masked, masked_path
from home.delivery.page_cache import page_cache


def broken(request):
    raise ValueError("Không gửi được tới chu.cua.hang@example.vn, 0912 345 678")


urlpatterns = [
    path("hong/", broken), path("rieng/<str:token>/", lambda request, token: HttpResponse("ok")),
    *site_urls.urlpatterns,
]  # fmt: skip


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.formatter = SiteJsonFormatter()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage() if record.name == "site.requests" else self.format(record))

    @property
    def entries(self) -> list[dict]:
        return [json.loads(text) for text in self.texts]


@pytest.fixture
def lines():
    handler = Lines()
    loggers = [logging.getLogger(name) for name in ("site.requests", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_request_is_one_line(client, site_home, lines):
    response = client.get("/?utm_source=zalo")
    (entry,) = lines.entries
    assert entry["method"] == "GET"
    assert (entry["route"], entry["path"], entry["status"]) == ("wagtail_serve", "/", 200)
    assert entry["bytes"] == len(response.content)
    assert entry["ms"] > 0
    assert entry["request_id"] == response["X-Request-ID"]
    assert set(entry) == {
        "time", "level", "logger", "method", "route", "path", "status", "ms", "bytes", "cache", "request_id"
    }  # fmt: skip


def test_it_says_whether_the_cache_knew(client, site_home, lines, settings, tmp_path):
    settings.PAGE_CACHE, settings.CACHE_DIR = True, tmp_path
    assert page_cache()
    for address in ("/", "/", "/tim-kiem/?q=a"):
        client.get(address)
    assert [entry["cache"] for entry in lines.entries] == ["miss", "hit", ""]
    assert [entry["route"] for entry in lines.entries] == ["wagtail_serve", "wagtail_serve", "search"]


def test_nothing_personal_is_written(client, site_home, lines, settings):
    settings.ROOT_URLCONF = __name__
    secrets = {
        "address": "203.0.113.77", "agent": "RiengTu/9.9", "words": "benh-hiem", "referrer": "bi-mat.example",
        "token": "8fXk29_dkeLmQ01zzAb7", "mail": "an@example.vn", "phone": "0912345678", "cookie": "phien-cua-toi",
    }  # fmt: skip
    seen = {
        "REMOTE_ADDR": secrets["address"], "HTTP_USER_AGENT": secrets["agent"], "HTTP_COOKIE": f"sessionid={secrets['cookie']}",
        "HTTP_REFERER": f"https://{secrets['referrer']}/", "HTTP_X_FORWARDED_FOR": secrets["address"],
    }  # fmt: skip
    for address in (
        f"/tim-kiem/?q={secrets['words']}", f"/rieng/{secrets['token']}/", f"/{secrets['mail']}/",
        f"/khong-co/{secrets['phone']}/", f"/diem-ban/?q={secrets['words']}",
    ):  # fmt: skip
        client.get(address, **seen)
    assert len(lines.texts) == 5
    for name, secret in secrets.items():
        assert secret not in "".join(lines.texts), name


def test_what_breaks_is_logged_with_its_traceback_and_without_people(site_home, lines, settings):
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/hong/?q=benh-hiem")
    assert response.status_code == 500
    error, request = sorted(lines.entries, key=lambda entry: entry["level"])
    assert error["logger"] == "django.request"
    assert "ValueError" in error["traceback"]
    assert "in broken" in error["traceback"]
    assert (request["status"], request["path"]) == (500, "/hong/")
    for secret in ("chu.cua.hang@example.vn", "0912 345 678", "benh-hiem"):
        assert secret not in "".join(lines.texts)


def test_health_checks_are_not_logged(client, db, lines):
    client.get("/health/live")
    assert lines.texts == []


def test_not_found_and_foreign_hosts_write_no_second_line(client, site_home, lines):
    client.get("/khong-co/")
    client.get("/", HTTP_HOST="evil.example")
    assert [entry["logger"] for entry in lines.entries] == ["site.requests"] * 2
    assert "evil.example" not in "".join(lines.texts)


def test_a_line_stays_a_line_whatever_is_asked_for(client, site_home, lines):
    client.generic('GE"T', "/a%0Ab%22%7D/")
    (entry,) = lines.entries
    assert "\n" not in lines.texts[0]
    assert entry["status"] in (404, 405)


@pytest.mark.parametrize(
    ("path_", "logged"),
    [
        ("/cam-nang/di-cho-khong-tui-ni-long-trong-mot-tuan/", "/cam-nang/di-cho-khong-tui-ni-long-trong-mot-tuan/"),
        ("/diem-ban/cua-hang-rau-sach-so-12-duong-cach-mang-thang-8/",) * 2,
        ("/diem-ban/ban-do/17-3fa9c1d2e4b5/diem.json",) * 2,
        ("/xac-nhan/8fXk29_dkeLmQ01zzAb7/", "/xac-nhan/***/"),
        ("/ky/InNvbWUi:1tABcd:8fXk29_dkeLmQ01zzAb7Qw/", "/ky/***/"),
        ("/quan-tri/password_reset/confirm/MQ/d1x2kp-0123456789abcdef0123456789abcdef/",
         "/quan-tri/password_reset/confirm/MQ/***/"),
        ("/an.nguyen@example.vn/", "/***/"),
        ("/tra-cuu/0912345678/", "/tra-cuu/***/"),
        ("/" + "a" * 500, "/" + "a" * 199),
    ],
)  # fmt: skip
def test_paths_keep_our_words_and_lose_tokens(path_, logged):
    assert masked_path(path_) == logged


def test_texts_lose_addresses_and_phones_but_keep_dates():
    assert masked("gọi 0912.345.678 hoặc +84 912 345 678, an@x.vn") == "gọi *** hoặc ***, ***"
    assert masked("2026-11-23 10:44:12, 12.345.678 đồng") == "2026-11-23 10:44:12, 12.345.678 đồng"


def test_the_servers_own_access_log_stays_off():
    from config.launch import cli

    assert not any("access" in str(constant) for constant in cli.server_command.__code__.co_consts)
