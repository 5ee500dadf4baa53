"""The one door to public pages: what it lets through, and that it grows with the pages and no faster."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.visibility import closed_paths, public_pages
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


def test_of_nested_restrictions_the_topmost_counts_once(site_home):
    section = factories.standard_page(site_home, "Mục riêng")
    child = factories.standard_page(section, "Trang con")
    other = factories.standard_page(site_home, "Mục riêng khác")
    for page in (child, section, section, other):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert closed_paths() == [section.path, other.path]


def test_no_page_is_compared_with_other_pages(site_home):
    """Joined with the table of restrictions, a count of ten thousand pages took sixty-five seconds on SQLite."""
    assert "JOIN" not in str(public_pages(Page.objects.order_by()).select_related(None).query)
    assert "EXISTS" not in str(public_pages().query)
