"""A visitor leaves no trace: no cookie, no session row, on any public address."""

import pytest
from django.contrib.sessions.models import Session

from tests import factories


@pytest.fixture
def addresses(site_home) -> list[str]:
    """Every public address that an empty site with one thing of each kind has."""
    guide, campaign = factories.guide(site_home), factories.campaign(site_home)
    page, store = factories.standard_page(site_home), factories.store(schemes=("xanh", "viet"))
    pages = ["/", guide.url, guide.get_parent().url, campaign.url, campaign.get_parent().url, page.url]
    routes = ["/diem-ban/", "/diem-ban/?q=chè&trang=2", store.get_absolute_url(), "/tim-kiem/", "/tim-kiem/?q=túi"]
    others = [
        "/robots.txt",
        "/sitemap.xml",
        "/health/live",
        "/khong-co/",
        "/vi/",
        "/tep/khong-co.png",
        "/diem-ban/khong/",
    ]
    return [*pages, *routes, *others, *(f"/en{path}" for path in [*pages, *routes])]


def test_no_public_address_sets_a_cookie(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.status_code < 500, address
        assert not response.cookies, address
        assert "Set-Cookie" not in response, address
    assert not client.cookies
    assert not Session.objects.exists()


def test_nothing_is_said_about_cookies_to_a_browser_that_sends_some(client, addresses):
    for address in addresses:
        assert not client.get(address, HTTP_COOKIE="django_language=en; messages=x; _ga=1").cookies, address


def test_a_session_that_has_ended_is_taken_away(client, site_home):
    """Its owner goes back to the pages that everybody shares."""
    cookie = client.get("/", HTTP_COOKIE="sessionid=bia").cookies["sessionid"]
    assert cookie.value == ""
    assert cookie["max-age"] == 0


def test_public_forms_carry_no_token(client, addresses):
    for address in addresses:
        assert b"csrfmiddlewaretoken" not in getattr(client.get(address), "content", b""), address


def test_only_the_way_into_the_admin_sets_the_form_cookie(client, site_home):
    response = client.get("/quan-tri/login/")
    assert set(response.cookies) == {"csrftoken"}
    assert response.cookies["csrftoken"]["httponly"]
    assert response.cookies["csrftoken"]["samesite"] == "Lax"
