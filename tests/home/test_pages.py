"""Pages: served in both languages, folded addresses, drafts and private pages nowhere."""

import pytest
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(site_home):
    """One public page, one draft, one private."""
    public = factories.standard_page(site_home, "Giới thiệu", summary="Trang công khai.")
    draft = factories.standard_page(site_home, "Bản nháp bí mật", live=False)
    private = factories.standard_page(site_home, "Trang riêng bí mật")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    return {"public": public, "draft": draft, "private": private}


def test_the_home_page_answers(client, site_home):
    assert client.get("/").status_code == 200


def test_vietnamese_has_no_prefix(client, pages):
    response = client.get("/vi/gioi-thieu/?a=1")
    assert response.status_code == 301
    assert response["Location"] == "/gioi-thieu/?a=1"


def test_a_page_without_translation_is_served_under_en_and_marked(client, pages):
    response = client.get("/en/gioi-thieu/")
    text = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en"' in text
    assert '<h1 lang="vi">' in text
    assert '<div class="prose" lang="vi">' in text
    assert '<ol class="crumbs">' in text and '<li><a href="/en/">Home</a></li>' in text
    assert 'lang="vi"' not in text.split("<main", 1)[1].split(">", 1)[0]
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="http://127.0.0.1:8000/gioi-thieu/">' in text
    assert 'rel="alternate"' not in text


@pytest.mark.parametrize("path", ["/giới-thiệu/", "/giới-thiệu/", "/GIỚI-THIỆU/"])
def test_the_accented_or_decomposed_address_redirects_to_the_right_one(client, pages, path):
    response = client.get(path)
    assert response.status_code == 301
    assert response["Location"] == "/gioi-thieu/"


def test_an_accented_address_that_leads_nowhere_is_not_found_after_one_redirect(client, pages):
    response = client.get("/không-có/", follow=True)
    assert response.status_code == 404
    assert len(response.redirect_chain) == 1


def test_slugs_are_made_on_the_server_without_marks(site_home):
    page = factories.standard_page(site_home, "Đồng Hỷ: chợ Đại Từ", slug="")
    assert page.slug == "dong-hy-cho-dai-tu"


def test_a_typed_slug_is_folded_too(site_home):
    page = factories.standard_page(site_home, "Trang", slug="đường-đi")
    page.full_clean()
    assert page.slug == "duong-di"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/tim-kiem/?q=bi+mat", "/", "/en/", "/khong-co-bi-mat/"])
def test_drafts_and_private_pages_never_leak(client, pages, path):
    text = client.get(path).content.decode()
    # The words a visitor typed may come back; titles and addresses of what is not public may not.
    for secret in ("Bản nháp bí mật", "Trang riêng bí mật", "/ban-nhap-bi-mat/", "/trang-rieng-bi-mat/"):
        assert secret not in text


def test_a_draft_is_not_found(client, pages):
    assert client.get(pages["draft"].url).status_code == 404


def test_not_found_offers_a_search_and_likely_pages(client, pages):
    response = client.get("/gioi-thieu-ve-trang/")
    text = response.content.decode()
    assert response.status_code == 404
    assert 'action="/tim-kiem/"' in text
    assert 'href="/gioi-thieu/"' in text


def test_the_sitemap_lists_public_pages_and_places_once(client, pages):
    store = factories.store()
    text = client.get("/sitemap.xml").content.decode()
    for path in ("/gioi-thieu/", store.get_absolute_url(), "/diem-ban/"):
        assert text.count(f"<loc>http://127.0.0.1:8000{path}</loc>") == 1


def test_breadcrumbs_name_no_private_parent(client, site_home):
    parent = factories.standard_page(site_home, "Mục riêng")
    child = factories.standard_page(parent, "Trang con")
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert [page.title for page in child.public_ancestors()] == [site_home.title]


def test_review_dates_must_be_in_order(site_home):
    from datetime import date

    from django.core.exceptions import ValidationError

    page = factories.standard_page(site_home, "Trang")
    page.last_reviewed, page.next_review = date(2026, 5, 1), date(2026, 4, 1)
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert "next_review" in error.value.message_dict
