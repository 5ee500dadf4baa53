"""Slugs: folded on the server whoever made them, never the name of a route, never two of one under one parent."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import StandardPage
from home.slugs import RESERVED, letters_for_script, reserved_slugs, settled_slug
from home.text import fold
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, cast, site_home):
    client.force_login(cast.editor)
    client.home = site_home
    return client


def form(title: str, slug: str = "", **more) -> dict:
    return nested_form_data(
        {
            "title": title, "slug": slug, "summary": "", "body": streamfield([]), "sources": streamfield([]),
            "comments": inline_formset([]), "comment_notifications": "", **more,
        }
    )  # fmt: skip


def add(client, title: str, slug: str = ""):
    return client.post(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", client.home.pk]), form(title, slug)
    )


def slug_errors(response) -> list[str]:
    assert response.status_code == 200, "the page was saved"
    return response.context["form"].errors["slug"]


@pytest.mark.parametrize(
    ("title", "typed", "stored"),
    [
        ("Đồng Hỷ", "", "dong-hy"),
        ("Đồng Hỷ", "ong-hy", "dong-hy"),  # what Wagtail and Django make of the title
        ("Đồng Hỷ", "dong-hy", "dong-hy"),
        ("Đồng Hỷ", "đồng-hỷ-2026", "dong-hy-2026"),
        ("Đồng Hỷ", "Chợ Đại Từ", "cho-dai-tu"),
        ("Nước mắm ừ ẵ ợ", "", "nuoc-mam-u-a-o"),
    ],
)
def test_the_slug_is_made_on_the_server(editor, title, typed, stored):
    assert add(editor, title, typed).status_code == 302
    assert StandardPage.objects.get().slug == stored


def test_a_slug_that_a_person_typed_in_ascii_is_kept():
    assert settled_slug("gioi-thieu", "Về chương trình") == "gioi-thieu"


def test_a_title_without_letters_asks_for_a_slug(editor):
    assert slug_errors(add(editor, "…")) == ["Hãy ghi đường dẫn bằng chữ cái không dấu và chữ số."]


@pytest.mark.parametrize(
    "slug", ["diem-ban", "tim-kiem", "quan-tri", "tai-lieu", "tep", "tep-rieng", "en", "vi", "health"]
)
def test_names_of_routes_are_refused_at_the_top(editor, slug):
    (error,) = slug_errors(add(editor, "Một trang", slug))
    assert error.startswith(f"“{slug}” là đường dẫn dành riêng")


def test_a_title_that_folds_to_a_route_is_refused_too(editor):
    assert "dành riêng" in slug_errors(add(editor, "Điểm bán"))[0]


def test_deeper_pages_may_have_such_a_name(site_home):
    parent = factories.standard_page(site_home, "Mục")
    assert factories.standard_page(parent, "Tìm kiếm").url == "/muc/tim-kiem/"


def test_no_code_puts_a_page_on_a_route(site_home):
    with pytest.raises(ValidationError, match="dành riêng"):
        factories.standard_page(site_home, "Bản đồ")


def test_every_route_of_the_site_is_reserved():
    assert reserved_slugs() >= RESERVED
    assert {"diem-ban", "tim-kiem", "quan-tri", "tai-lieu", "tep", "tep-rieng", "vi"} <= reserved_slugs()


def test_two_names_with_one_fold_get_two_slugs(editor):
    add(editor, "Văn Lang")
    assert add(editor, "Văn Lăng", "van-lang").status_code == 302
    assert set(StandardPage.objects.values_list("title", "slug")) == {
        ("Văn Lang", "van-lang"),
        ("Văn Lăng", "van-lang-2"),
    }


def test_a_typed_slug_that_is_taken_is_refused_with_a_free_one(editor):
    add(editor, "Văn Lang")
    assert slug_errors(add(editor, "Làng cổ", "van-lang")) == [
        "Trang “Văn Lang” ở cùng mục đã dùng đường dẫn “van-lang”. Hãy chọn đường dẫn khác, ví dụ “van-lang-2”."
    ]


def test_a_page_keeps_its_slug_when_it_is_saved_again(editor):
    page = factories.standard_page(editor.home, "Đồng Hỷ", live=False)
    assert (
        editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form("Tên mới", "dong-hy")).status_code == 302
    )
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "dong-hy"


def test_changing_a_slug_to_a_taken_one_is_refused(editor):
    factories.standard_page(editor.home, "Văn Lang")
    page = factories.standard_page(editor.home, "Đồng Hỷ", live=False)
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form("Đồng Hỷ", "văn-lăng"))
    assert "van-lang-2" in slug_errors(response)[0]


def test_code_that_names_no_slug_gets_a_free_one(site_home):
    slugs = [factories.standard_page(site_home, title, slug="").slug for title in ("Văn Lang", "Văn Lăng", "Vân Lạng")]
    assert slugs == ["van-lang", "van-lang-2", "van-lang-3"]


def copy(client, page, title: str, slug: str):
    data = {"new_title": title, "new_slug": slug, "new_parent_page": client.home.pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)


def test_a_copy_follows_the_same_rules(editor):
    page = factories.standard_page(editor.home, "Văn Lang")
    assert copy(editor, page, "Đại Từ", "ai-tu").status_code == 302
    assert StandardPage.objects.filter(title="Đại Từ", slug="dai-tu").exists()
    response = copy(editor, page, "Bản đồ", "ban-do")
    assert response.status_code == 200
    assert "dành riêng" in response.context["form"].errors["new_slug"][0]


@pytest.mark.parametrize("title", ["Đồng Hỷ", "Nước mắm ừ ẵ ợ Ỵ ỹ", "Đ\u0300o\u0302\u0300ng"])
def test_the_script_in_the_form_folds_as_the_server_does(editor, title):
    html = editor.get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", editor.home.pk])).content.decode()
    assert "data-w-slug-formatters-value" in html
    typed = title
    for pattern, plain in letters_for_script():
        typed = re.sub(pattern, plain, typed)
    assert typed.lower() == fold(title)
    json.dumps(letters_for_script())
