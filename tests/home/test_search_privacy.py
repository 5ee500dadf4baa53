"""What search never finds: drafts, private pages, what was withdrawn or deleted."""

from functools import partial

import pytest
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from home.visibility import public_pages
from tests.home.search_pages import titles, write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    return partial(write_page, site_home)


def test_drafts_private_and_unpublished_pages_are_never_found(write):
    write("Đồng Hỷ nháp", live=False)
    unpublished = write("Đồng Hỷ rút")
    unpublished.unpublish()
    private = write("Đồng Hỷ riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    write_page(private, "Đồng Hỷ dưới trang riêng")
    write("Đồng Hỷ")
    found = public_pages().search("dong hy")
    assert (titles(found), found.count()) == (["Đồng Hỷ"], 1)
    assert titles(public_pages().autocomplete("dong h")) == ["Đồng Hỷ"]


def test_a_draft_never_leaks_into_the_index(write):
    page = write("Làn tre", summary="Bền lắm", text="Đan tay ở Định Hóa.")
    page.title, page.summary = "Ống hút", "Chưa công bố"
    page.body = [("text", RichText("<p>Bí mật.</p>"))]
    page.save_revision()
    for asked in ("làn tre", "bền lắm", "định hóa"):
        assert titles(public_pages().search(asked)) == ["Làn tre"], asked
    for asked in ("ống hút", "chưa công bố", "bí mật"):
        assert titles(Page.objects.search(asked)) == [], asked
    page.get_latest_revision().publish()
    assert titles(public_pages().search("bi mat")) == ["Ống hút"]
    assert titles(public_pages().search("định hóa")) == []


def test_a_deleted_page_is_forgotten(write):
    write("Đồng Hỷ").delete()
    assert public_pages().search("dong hy").count() == 0
