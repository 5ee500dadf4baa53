"""What browsers are told: one content policy for each kind of page, and the headers around it."""

import re

import pytest
from django.conf import settings as site_settings
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from config import urls as site_urls
from home.delivery.admin_scripts import without_inline_code
from home.delivery.decorators import embeddable
from home.delivery.policies import tile_hosts
from tests import factories


@require_safe
@embeddable
def embed(request):
    return HttpResponse("<!doctype html><title>nhúng</title>")


urlpatterns = [path("nhung/", embed), *site_urls.urlpatterns]

PUBLIC = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self' data: https://tile.openstreetmap.org", "connect-src": "'self'", "font-src": "'self'",
    "media-src": "'self'", "manifest-src": "'self'", "frame-src": "'self'", "form-action": "'self'",
    "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip


def policy(response) -> dict[str, str]:
    parts = (part.partition(" ") for part in response["Content-Security-Policy"].split("; "))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/diem-ban/", "/tim-kiem/?q=a", "/khong-co/", "/robots.txt", "/sitemap.xml"]
)
def test_public_pages_run_our_own_files_and_nothing_else(client, site_home, address):
    response = client.get(address)
    assert policy(response) == PUBLIC
    assert response["X-Frame-Options"] == "DENY"


def test_the_tile_host_is_the_one_that_is_set():
    assert tile_hosts("https://{s}.tile.example/{z}/{x}/{y}.png") == ["https://*.tile.example"]
    assert tile_hosts("https://ban-do.example:8443/{z}/{x}/{y}.png?khoa=1") == ["https://ban-do.example:8443"]
    assert tile_hosts("/o-ban-do/{z}/{x}/{y}.png") == []
    assert tile_hosts("") == []


def test_an_embed_may_be_framed_by_anybody(client, settings, site_home):
    settings.ROOT_URLCONF = __name__
    response = client.get("/nhung/")
    assert policy(response) == PUBLIC | {"frame-ancestors": "*"}
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_admin_runs_no_inline_code(client, cast, site_home):
    client.force_login(cast.administrator)
    for address in ("/quan-tri/", "/quan-tri/login/", f"/quan-tri/pages/{site_home.pk}/edit/"):
        response = client.get(address)
        assert policy(response)["script-src"] == "'self'"
        assert policy(response)["object-src"] == "'none'"
        assert policy(response)["style-src"] == "'self' 'unsafe-inline'"
        assert policy(response)["frame-ancestors"] == "'self'"
        assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_staff_have_a_policy_of_their_own_on_public_pages(client, cast, site_home):
    client.force_login(cast.editor)
    response = client.get("/")
    assert policy(response) == PUBLIC | {"style-src": "'self' 'unsafe-inline'"}
    assert response["Cache-Control"] == "private, no-cache"


def test_a_made_up_session_changes_nothing(client, site_home):
    assert policy(client.get("/", HTTP_COOKIE="sessionid=bia")) == PUBLIC


def test_a_preview_may_be_framed_by_our_admin_only(client, cast, site_home):
    client.force_login(cast.administrator)
    response = site_home.make_preview_request(client.get("/quan-tri/").wsgi_request)
    assert policy(response)["frame-ancestors"] == "'self'"
    assert policy(response)["script-src"] == "'self'"


@pytest.mark.parametrize("address", ["/", "/khong-co/", "/quan-tri/login/", "/health/live"])
def test_every_answer_carries_the_common_headers(client, site_home, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=(self)" in response["Permissions-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Server"] == "web"
    assert re.fullmatch("[0-9a-f]{16}", response["X-Request-ID"])


def test_pictures_may_be_used_elsewhere(client, site_home):
    assert client.get("/tep/anh/khong-co.webp")["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_static_files_are_guarded_too(client):
    response = client.get("/static/img/icons.svg")
    assert b"<symbol" in response.getvalue()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Server"] == "web"
    assert "Access-Control-Allow-Origin" not in response
    assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_https_is_remembered_where_it_is_switched_on(client, settings, site_home):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    from django.test import Client

    response = Client().get("/", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
def test_pages_are_only_read(client, site_home, method):
    response = getattr(client, method)("/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_the_language_is_named_and_no_page_depends_on_the_browsers(client, site_home):
    for address, language in (("/", "vi"), ("/en/", "en"), ("/en/khong-co/", "en")):
        response = client.get(address, HTTP_ACCEPT_LANGUAGE="en" if language == "vi" else "vi")
        assert response["Content-Language"] == language
        assert "Accept-Language" not in response.get("Vary", "")


# --- The admin's starts as data --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inline", "data"),
    [
        (
            '<script>initDateChooser("id_a\\u002Db", {"format": "Y-m-d"});</script>',
            '<script type="application/json" data-start="initDateChooser">["id_a-b", {"format": "Y-m-d"}]</script>',
        ),
        (
            '<script>new ImageChooser("id_x", {"modalUrl": "/q/?a=1&b=2"});</script>',
            '<script type="application/json" data-start="ImageChooser" data-new>'
            '["id_x", {"modalUrl": "/q/?a=1\\u0026b=2"}]</script>',
        ),
        (
            '<script>\n(function() {\n var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));\n})();\n</script>',
            '<script type="application/json" data-start="InlinePanel" data-new>[{"a": 1}]</script>',
        ),
    ],
)
def test_a_start_becomes_data(inline, data):
    assert without_inline_code(f"<p>{inline}</p>") == f"<p>{data}</p>"


@pytest.mark.parametrize(
    "code",
    [
        "alert(1)",
        'initDateChooser("a", alert(1));',
        'fetch("/x");',
        'new ImageChooser("a");alert(1)',
        "new window.X();",
    ],
)
def test_anything_else_stays_code_and_is_refused(code):
    assert without_inline_code(f"<script>{code}</script>") == f"<script>{code}</script>"


def test_a_start_cannot_end_its_own_block():
    out = without_inline_code('<script>initDateChooser("<!--\\u003C/script>");</script>')
    assert out.count("</script>") == 1
    assert "<!--" not in out


def test_no_admin_screen_has_inline_code_left(client, cast, site_home):
    client.force_login(cast.administrator)
    store = factories.store()
    for address in (
        f"/quan-tri/pages/{site_home.pk}/edit/", "/quan-tri/pages/", "/quan-tri/users/", "/quan-tri/images/",
        f"/quan-tri/snippets/stores/store/edit/{store.pk}/", "/quan-tri/settings/home/navigation/",
    ):  # fmt: skip
        html = client.get(address, follow=True).content.decode()
        assert "data-start=" in html or "/images/" in address, address
        assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>", html), address


def test_the_settings_hold_no_second_policy():
    assert not hasattr(site_settings, "CONTENT_SECURITY_POLICY")
