"""Agencies: what each has published, what it was called, and who came after it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests import factories
from tests.linked_data import entry

pytestmark = pytest.mark.django_db


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def office(site_home):
    """Answers for a guide and an article; a draft and a private page are its own, too."""
    made = factories.agency("Sở Công Thương", abbreviation="SCT", former_names="Sở Thương mại\nSở Công nghiệp\n")
    factories.guide(site_home, agency=made)
    factories.article(site_home, agency=made, published_on=date(2025, 3, 9))
    factories.campaign(site_home)
    factories.article(site_home, "Nháp bí mật", agency=made, live=False)
    private = factories.article(site_home, "Riêng bí mật", agency=made)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    return made


def test_it_lists_what_the_agency_answers_for(client, office):
    found = text(client, "/co-quan/so-cong-thuong/")
    assert "Đi chợ không túi ni lông" in found
    assert "Chợ nhận làn" in found
    assert "Chợ bớt túi ni lông" not in found
    assert "SCT" in found
    assert "Sở Thương mại; Sở Công nghiệp" in found


@pytest.mark.parametrize("path", ["/co-quan/", "/co-quan/so-cong-thuong/", "/en/co-quan/so-cong-thuong/", "/theo-doi/"])
def test_drafts_and_private_pages_are_neither_named_nor_counted(client, office, path):
    found = text(client, path)
    assert "bí mật" not in found
    assert not re.search(r'count-beside figures">[45]<', found)  # three pages are public, two of them the agency's
    assert client.get("/co-quan/so-cong-thuong/").context["page_obj"].paginator.count == 2


def test_it_is_narrowed_by_kind_topic_and_year(client, office, site_home):
    factories.topic("Chợ", factories.guide(site_home, "Bài về chợ", agency=office))
    assert [p.title for p in client.get("/co-quan/so-cong-thuong/?loai=tin-bai").context["rows"]] == ["Chợ nhận làn"]
    assert [p.title for p in client.get("/co-quan/so-cong-thuong/?nam=2025").context["rows"]] != []


def test_the_list_counts_what_is_public(client, office):
    factories.agency("Sở Xây dựng")
    assert [(agency.name, total) for agency, total in client.get("/co-quan/").context["agencies"]] == [
        ("Sở Công Thương", 2)
    ]


def test_an_unknown_agency_is_not_found(client, site_home):
    assert client.get("/co-quan/khong-co/").status_code == 404


def test_one_without_pages_answers_and_stays_out_of_indexes(client, site_home):
    factories.agency("Sở Xây dựng")
    assert 'content="noindex"' in text(client, "/co-quan/so-xay-dung/")
    assert "/co-quan/" not in text(client, "/sitemap.xml")


def test_a_merged_agency_points_to_its_successor_and_back(client, site_home):
    now = factories.agency("Sở Nông nghiệp và Môi trường")
    factories.agency("Sở Tài nguyên và Môi trường", successor=now, ended_on=date(2025, 3, 1))
    old = text(client, "/co-quan/so-tai-nguyen-va-moi-truong/")
    assert "chấm dứt hoạt động ngày 01/03/2025" in old
    assert '<a href="/co-quan/so-nong-nghiep-va-moi-truong/">Sở Nông nghiệp và Môi trường</a>' in old
    assert '<a href="/co-quan/so-tai-nguyen-va-moi-truong/">' in text(client, "/co-quan/so-nong-nghiep-va-moi-truong/")


def test_pages_name_their_agency_with_a_link(client, office):
    for path in ("/tin-bai/cho-nhan-lan/", "/cam-nang/di-cho-khong-tui-ni-long/"):
        assert '<a href="/co-quan/so-cong-thuong/"' in text(client, path)


def test_the_sitemap_names_agencies_with_pages(client, office):
    factories.agency("Sở Xây dựng")
    found = text(client, "/sitemap.xml")
    assert "/co-quan/so-cong-thuong/" in found
    assert "/co-quan/so-xay-dung/" not in found
    assert "/moi/" in found
    assert "/theo-doi/" in found


def test_search_engines_learn_its_names(client, office):
    data = entry(client, office.get_absolute_url(), "GovernmentOrganization")
    assert data["alternateName"] == ["SCT", "Sở Thương mại", "Sở Công nghiệp"]
    assert data["url"].endswith("/co-quan/so-cong-thuong/")


def test_under_en_the_name_is_marked_as_vietnamese(client, office):
    assert '<h1 lang="vi">Sở Công Thương</h1>' in text(client, "/en/co-quan/so-cong-thuong/")


def test_twenty_rows_cost_as_many_queries_as_two(client, office, site_home):
    numbers = []
    for more in (0, 18):
        for number in range(more):
            factories.guide(site_home, f"Bài {number}", agency=office)
        client.get("/co-quan/so-cong-thuong/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/co-quan/so-cong-thuong/")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
