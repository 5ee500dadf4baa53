"""The admin's own searches fold as the site's does."""

import unicodedata
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from home.models import SiteDocument
from tests.home.search_pages import write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    return partial(write_page, site_home)


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize("asked", ["dong h", "Đồng Hỷ", '"dong hy" cho', unicodedata.normalize("NFD", "Đồng")])
def test_the_admins_page_search_folds(admin, write, asked):
    write("Chợ Đồng Hỷ", live=False)
    write("Phổ Yên")
    page = admin.get(reverse("wagtailadmin_pages:search"), {"q": asked}).content.decode()
    assert "Chợ Đồng Hỷ" in page
    assert "Phổ Yên" not in page


def test_the_explorer_and_the_page_chooser_fold(admin, site_home, write):
    write("Chợ Đồng Hỷ")
    write("Phổ Yên")
    for address in (
        reverse("wagtailadmin_explore", args=[site_home.pk]),
        reverse("wagtailadmin_choose_page_search"),
    ):
        answer = admin.get(address, {"q": "cho dong h", "page_type": "wagtailcore.page"})
        assert answer.status_code == 200
        assert "Chợ Đồng Hỷ" in answer.content.decode()
        assert "Phổ Yên" not in answer.content.decode()


def test_the_document_chooser_folds(admin):
    SiteDocument.objects.create(title="Tờ rơi chợ Đồng Hỷ", file=ContentFile(b"x", name="to-roi.pdf"))
    answer = admin.get(reverse("wagtaildocs_chooser:choose_results"), {"q": "dong h"})
    assert "Tờ rơi chợ Đồng Hỷ" in answer.content.decode()
