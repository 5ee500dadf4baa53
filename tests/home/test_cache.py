"""The whole-page cache as a visitor meets it: what is stored, for whom, how long, and in which form it goes out."""

import gzip
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import brotli
import pytest
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.utils.translation import get_language

from home.delivery import page_cache as module
from home.delivery.decorators import cached_page, fresh_at_most
from home.delivery.front import Front
from home.delivery.generation import generation
from home.delivery.page_cache import page_cache

made = count(1)
HOOKS: dict = {}  # what a test wants to happen inside a view
BOTH = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def page(text: str) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>{text}</title><p>Lần {next(made)}</p>" + "<p>Chè xanh</p>" * 100)


@cached_page()
def plain(request):
    if action := HOOKS.get("while rendering"):
        action(request)
    return page(f"{get_language()} {request.GET.urlencode()}")


@cached_page(params=("q", "trang"), multi=("dh",))
def listing(request):
    known = [value for value in request.GET.getlist("dh") if value in ("xanh", "viet")]
    response = page("danh sách")
    number = request.GET.get("trang", "1")
    response.canonical_query = "&".join(f"dh={value}" for value in known) + (
        f"&trang={number}" if number == "2" else ""
    )
    return response


@cached_page()
def odd(request, kind):
    answers = {
        "khong-co": lambda: HttpResponseNotFound("không có"),
        "chuyen": lambda: HttpResponseRedirect("/trang/"),
        "the": lambda: HttpResponse(get_token(request)),
        "dong": lambda: StreamingHttpResponse(["a", "b"]),
        "rieng": lambda: HttpResponse("a", headers={"Cache-Control": "private"}),
        "khong-giu": lambda: HttpResponse("a", headers={"Cache-Control": "no-store"}),
        "ngon-ngu": lambda: HttpResponse("a", headers={"Vary": "Accept-Language"}),
    }
    return answers[kind]()


def not_opted_in(request):
    return page("không đăng ký")


pages = [
    path("trang/", plain), path("en/trang/", plain), path("danh-sach/", listing), path("la/<str:kind>/", odd),
    path("khac/", not_opted_in),
]  # fmt: skip
urlpatterns = [path("", include(pages)), path("quan-tri/", include("wagtail.admin.urls"))]


@pytest.fixture
def caching(settings, tmp_path, site_home):
    """The cache, on and empty; its own addresses unless a test takes the site's."""
    settings.PAGE_CACHE = True
    settings.CACHE_DIR = tmp_path
    settings.ROOT_URLCONF = __name__
    HOOKS.clear()
    yield page_cache()
    HOOKS.clear()


@pytest.fixture
def stored(caching, client):
    """Whether asking twice gives one and the same page."""

    def ask_twice(*args, **kwargs) -> bool:
        return client.get(*args, **kwargs).content == client.get(*args, **kwargs).content

    return ask_twice


def at(moment: datetime, monkeypatch) -> None:
    monkeypatch.setattr(module.time, "time", lambda: moment.timestamp())


# --- What is stored --------------------------------------------------------------------------------------------


def test_the_second_visitor_gets_the_same_page_without_a_query(caching, client, django_assert_num_queries):
    first = client.get("/trang/")
    with django_assert_num_queries(0):
        second = client.get("/trang/")
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers) | {"X-Request-ID": second["X-Request-ID"]}


def test_another_process_finds_it_on_the_disk(caching, client):
    first = client.get("/trang/")
    page_cache.cache_clear()
    assert page_cache() is not caching
    assert client.get("/trang/").content == first.content


def test_only_views_that_opted_in_are_stored(stored):
    assert not stored("/khac/")


@pytest.mark.parametrize("kind", ["the", "dong", "rieng", "khong-giu", "ngon-ngu", "khong-co", "chuyen"])
def test_answers_that_are_not_plain_and_for_everybody_are_not_stored(caching, client, kind):
    client.get(f"/la/{kind}/")
    assert len(caching.memory) == 0


def test_posts_are_neither_stored_nor_answered_from_it(caching, client):
    kept = client.get("/trang/").content
    assert client.post("/trang/").content != kept
    assert client.get("/trang/").content == kept


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_COOKIE": "a=b; csrftoken=abc"}, {"HTTP_AUTHORIZATION": "Basic YTpi"},
        {"HTTP_COOKIE": "messages=abc"},
    ],
)  # fmt: skip
def test_whoever_may_be_somebody_gets_a_page_of_their_own(stored, headers):
    assert not stored("/trang/", **headers)
    # A new browser each time: an answer may take wrong cookies away, which the client would remember.
    common = Client().get("/trang/").content
    assert Client().get("/trang/", **headers).content != common
    assert Client().get("/trang/").content == common


def test_a_stranger_with_a_foreign_cookie_is_still_a_stranger(stored):
    assert stored("/trang/", HTTP_COOKIE="_ga=1.2.3; django_language=en")


def test_the_language_is_the_addresses_whatever_the_browser_says(caching, client):
    english = {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_COOKIE": "django_language=en"}
    assert b"<title>vi" in client.get("/trang/", **english).content
    assert b"<title>en" in client.get("/en/trang/").content
    assert client.get("/trang/")["Vary"] == "Accept-Encoding, Cookie"


def test_hosts_do_not_share_pages(caching, client):
    assert client.get("/trang/").content != client.get("/trang/", HTTP_HOST="localhost").content


def test_a_host_that_is_not_ours_is_never_served(caching, client):
    client.get("/trang/")
    assert client.get("/trang/", HTTP_HOST="evil.example").status_code == 400
    assert len(caching.memory) == 1


def test_a_preview_passes_by(caching, site_home, rf):
    request = rf.get("/")
    request.is_dummy = True
    middleware = module.PageCacheMiddleware(lambda r: plain(r))
    assert middleware(request).content != middleware(request).content


# --- Odd query strings -----------------------------------------------------------------------------------------


def test_tracking_parameters_give_the_common_page_and_never_reach_the_view(caching, client):
    tracked = client.get("/trang/?utm_source=zalo&fbclid=x&zarsrc=30")
    assert b"zalo" not in tracked.content
    assert client.get("/trang/").content == tracked.content


def test_unknown_parameters_bypass_and_write_nothing(caching, client):
    for number in range(5):
        assert client.get(f"/trang/?la={number}").status_code == 200
        assert client.get(f"/trang/?trang={number}").status_code == 200, "known, but not to this view"
    assert len(caching.memory) == 0


def test_canonical_states_are_stored_and_others_are_not(stored):
    assert stored("/danh-sach/?dh=viet&dh=xanh")
    assert stored("/danh-sach/?dh=xanh&dh=viet&q=")
    assert stored("/danh-sach/?trang=2")
    assert not stored("/danh-sach/?dh=khong-co")
    assert not stored("/danh-sach/?trang=1"), "the first page has no number"
    assert not stored("/danh-sach/?trang=99999")
    assert not stored("/danh-sach/?dh=xanh&trang=abc")


def test_one_page_for_all_orders(caching, client):
    first = client.get("/danh-sach/?dh=viet&dh=xanh&trang=2").content
    assert client.get("/danh-sach/?trang=2&dh=xanh&dh=viet&utm_medium=x").content == first


# --- How long --------------------------------------------------------------------------------------------------


def test_a_bump_makes_every_page_old(caching, client):
    before = client.get("/trang/").content
    generation().bump()
    after = client.get("/trang/").content
    assert after != before
    assert client.get("/trang/").content == after


def test_a_page_rendered_while_somebody_publishes_is_not_kept_for_new(caching, client):
    HOOKS["while rendering"] = lambda request: generation().bump()
    old = client.get("/trang/").content
    HOOKS.clear()
    assert client.get("/trang/").content != old


def test_it_turns_old_at_the_moment_the_view_named(caching, client, monkeypatch):
    soon = timezone.now() + timedelta(seconds=20)
    HOOKS["while rendering"] = lambda request: fresh_at_most(request, soon)
    before = client.get("/trang/").content
    assert client.get("/trang/").content == before
    at(soon + timedelta(seconds=1), monkeypatch)
    assert client.get("/trang/").content != before


def test_a_moment_that_has_passed_keeps_it_out(stored):
    HOOKS["while rendering"] = lambda request: fresh_at_most(request, timezone.now() - timedelta(seconds=1))
    assert not stored("/trang/")


def test_the_earliest_of_several_moments_counts(rf):
    request, now = rf.get("/"), timezone.now()
    for moment in (None, now + timedelta(hours=2), now, None, now + timedelta(hours=1)):
        fresh_at_most(request, moment)
    assert request.fresh_until == now


def test_no_page_outlives_the_day(caching, client, monkeypatch):
    before_midnight = datetime(2030, 5, 1, 23, 59, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    at(before_midnight, monkeypatch)
    yesterday = client.get("/trang/").content
    assert client.get("/trang/").content == yesterday
    at(before_midnight + timedelta(seconds=31), monkeypatch)
    assert client.get("/trang/").content != yesterday


def test_a_page_begun_before_midnight_and_finished_after_it_is_not_kept(stored, monkeypatch):
    midnight = datetime(2030, 5, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    at(midnight - timedelta(seconds=1), monkeypatch)
    HOOKS["while rendering"] = lambda request: at(midnight + timedelta(seconds=1), monkeypatch)
    first = page_cache()
    assert first.ask({"REQUEST_METHOD": "GET", "PATH_INFO": "/trang/"}).at < midnight.timestamp()
    assert not stored("/trang/")


def test_an_hour_is_the_longest(caching, client, monkeypatch):
    noon = datetime(2030, 5, 1, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    at(noon, monkeypatch)
    before = client.get("/trang/").content
    at(noon + timedelta(minutes=61), monkeypatch)
    assert client.get("/trang/").content != before


def test_without_a_generation_nothing_is_kept(stored, monkeypatch):
    monkeypatch.setattr(page_cache().generation, "current", lambda: None)
    assert not stored("/trang/")


# --- In which form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip", "gzip"), ("", None)]
)
def test_the_first_and_the_later_answers_are_encoded_alike(caching, client, accept, encoding):
    for _ in range(2):
        response = client.get("/trang/", HTTP_ACCEPT_ENCODING=accept)
        assert response.get("Content-Encoding") == encoding
        assert response["Content-Length"] == str(len(response.content))
        plain_text = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](response.content)
        assert "Chè xanh" in plain_text.decode()


def test_a_page_that_did_not_change_costs_a_304(caching, client):
    tag = client.get("/trang/", **BOTH)["ETag"]
    again = client.get("/trang/", HTTP_IF_NONE_MATCH=tag, **BOTH)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Content-Type" not in again
    generation().bump()
    assert client.get("/trang/", HTTP_IF_NONE_MATCH=tag, **BOTH).status_code == 200


def test_a_tag_belongs_to_one_encoding(caching, client):
    tag = client.get("/trang/", HTTP_ACCEPT_ENCODING="gzip")["ETag"]
    assert client.get("/trang/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_head_tells_the_same_without_the_body(caching, client):
    full = client.get("/trang/", **BOTH)
    head = client.head("/trang/", **BOTH)
    assert head.content == b""
    assert head["Content-Length"] == full["Content-Length"]
    assert head["ETag"] == full["ETag"]


def test_head_alone_stores_nothing(caching, client):
    client.head("/trang/")
    assert len(caching.memory) == 0


def test_what_is_not_stored_is_compressed_for_strangers_only(caching, client):
    response = client.get("/khac/", **BOTH)
    assert response["Content-Encoding"] == "br"
    assert response["Content-Length"] == str(len(response.content))
    assert "Accept-Encoding" in response["Vary"]
    assert response["Cache-Control"] == "private, no-cache"
    known = client.get("/khac/", HTTP_COOKIE="sessionid=abc", **BOTH)
    assert "Content-Encoding" not in known, "compression would tell the length of secrets"


# --- The door before Django ------------------------------------------------------------------------------------


class Wsgi:
    """What a server does with an application."""

    def __init__(self, application) -> None:
        self.front = Front(application)

    def get(self, address: str, **environ):
        answer = {}
        name, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": name, "QUERY_STRING": query, "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http", **environ,
        }  # fmt: skip
        body = self.front(environ, lambda status, headers: answer.update(status=status, headers=dict(headers)))
        return b"".join(body), answer.get("status"), answer.get("headers")


@pytest.fixture
def wsgi(caching):
    return Wsgi(lambda environ, start: [b"Django"])


def test_the_door_gives_what_django_gave(wsgi, client):
    assert wsgi.get("/trang/")[0] == b"Django"
    kept = client.get("/trang/", **BOTH)
    body, status, headers = wsgi.get("/trang/?utm_source=x", **BOTH)
    assert (body, status) == (kept.content, "200 OK")
    assert headers | {"X-Request-ID": kept["X-Request-ID"]} == dict(kept.items())
    _, status, _ = wsgi.get("/trang/", HTTP_IF_NONE_MATCH=kept["ETag"], **BOTH)
    assert status == "304 Not Modified"


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"}, {"HTTP_COOKIE": "sessionid=a"}, {"HTTP_HOST": "evil.example"},
        {"wsgi.url_scheme": "https"}, {"QUERY_STRING": "la=1"}, {"HTTP_AUTHORIZATION": "x"}, {"SCRIPT_NAME": "/x"},
    ],
)  # fmt: skip
def test_the_door_lets_everything_else_through(wsgi, client, environ):
    client.get("/trang/")
    assert wsgi.get("/trang/", **environ)[0] == b"Django"


def test_a_cache_that_is_off_has_no_door(settings, tmp_path):
    settings.PAGE_CACHE = False
    assert page_cache() is None
    assert Wsgi(lambda environ, start: [b"Django"]).get("/trang/")[0] == b"Django"
