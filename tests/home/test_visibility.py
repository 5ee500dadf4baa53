"""The one door to public pages: what it lets through, and that it grows with the pages and no faster."""

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from home.visibility import public_pages
from tests import factories

pytestmark = pytest.mark.django_db


def titles() -> set[str]:
    return set(public_pages().filter(depth__gt=2).values_list("title", flat=True))


def test_a_restriction_covers_its_page_and_all_below(site_home):
    section = factories.standard_page(site_home, "Mục riêng")
    factories.standard_page(section, "Trang con")
    factories.standard_page(site_home, "Mục chung")
    factories.standard_page(site_home, "Nháp", live=False)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert titles() == {"Mục chung"}


def test_without_restrictions_all_that_is_live_is_public(site_home):
    factories.standard_page(site_home, "Mục chung")
    assert titles() == {"Mục chung"}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plan is SQLite's")
def test_no_page_is_compared_with_every_page(site_home):
    """Sixty-five seconds for ten thousand pages, before restrictions were looked up by their key."""
    for number in range(30):
        factories.standard_page(site_home, f"Trang {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    scans = [line for line in public_pages().explain().splitlines() if "SCAN" in line]
    assert all("SCAN wagtailcore_page" in line or "pageviewrestriction" in line for line in scans), scans
