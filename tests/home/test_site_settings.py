"""The announcement bar and the navigation: due in time, never naming what is not public, in the reader's language."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from home.models import HeaderItem, Navigation, SiteSettings
from tests import factories

pytestmark = pytest.mark.django_db


def announce(**fields) -> SiteSettings:
    return SiteSettings.objects.create(
        site=Site.objects.get(is_default_site=True), announcement_text="Đổi túi cũ lấy túi vải", **fields
    )


def test_an_announcement_stands_above_the_header_with_its_link(client, site_home):
    announce(announcement_page=factories.standard_page(site_home, "Đổi túi"), announcement_link_text="Xem chợ nào")
    text = client.get("/").content.decode()
    assert "Đổi túi cũ lấy túi vải" in text
    assert '<a href="/doi-tui/">Xem chợ nào</a>' in text


@pytest.mark.parametrize(("start", "end", "shown"), [(-1, 1, True), (1, 2, False), (-2, -1, False), (None, None, True)])
def test_it_shows_only_while_it_is_due(client, site_home, start, end, shown):
    now = timezone.now()
    announce(
        announcement_start=now + timedelta(hours=start) if start else None,
        announcement_end=now + timedelta(hours=end) if end else None,
    )
    assert ("Đổi túi cũ lấy túi vải" in client.get("/").content.decode()) == shown


def test_it_does_not_link_to_a_draft(client, site_home):
    announce(announcement_page=factories.standard_page(site_home, "Trang nháp", live=False))
    text = client.get("/").content.decode()
    assert "Đổi túi cũ lấy túi vải" in text
    assert "trang-nhap" not in text


def test_it_knows_when_it_changes_by_itself(site_home):
    now = timezone.now()
    settings = announce(announcement_start=now - timedelta(hours=1), announcement_end=now + timedelta(hours=1))
    assert settings.announcement_changes_at == settings.announcement_end


def test_it_cannot_end_before_it_begins(site_home):
    now = timezone.now()
    settings = announce(announcement_start=now, announcement_end=now - timedelta(hours=1))
    with pytest.raises(ValidationError):
        settings.full_clean()


@pytest.fixture
def navigation(site_home):
    made = Navigation.objects.create(site=Site.objects.get(is_default_site=True))
    page = factories.standard_page(site_home, "Giới thiệu")
    draft = factories.standard_page(site_home, "Mục nháp", live=False)
    HeaderItem.objects.create(navigation=made, page=page, label_en="About", sort_order=1)
    HeaderItem.objects.create(
        navigation=made, route="stores:directory", label="Điểm bán", label_en="Places", sort_order=2
    )
    HeaderItem.objects.create(navigation=made, page=draft, sort_order=3)
    return made


def test_navigation_names_public_pages_and_routes_in_order_and_marks_where_we_are(client, navigation):
    nav = client.get("/gioi-thieu/").context["nav"]
    assert [(item["label"], item["url"], item["current"]) for item in nav] == [
        ("Giới thiệu", "/gioi-thieu/", True),
        ("Điểm bán", "/diem-ban/", False),
    ]


def test_navigation_keeps_an_english_reader_under_en(client, navigation):
    nav = client.get("/en/gioi-thieu/").context["nav"]
    assert [(item["label"], item["url"]) for item in nav] == [
        ("About", "/en/gioi-thieu/"),
        ("Places", "/en/diem-ban/"),
    ]


def test_an_item_leads_to_exactly_one_place(navigation):
    with pytest.raises(ValidationError):
        HeaderItem(navigation=navigation).full_clean()
