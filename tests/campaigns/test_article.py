"""Articles: what a reader is told of their author, date and corrections; what editors may not do."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import PageRelation
from tests import factories

pytestmark = pytest.mark.django_db


def read(client, page, prefix: str = "") -> str:
    response = client.get(prefix + page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_it_names_author_agency_kind_and_day(client, site_home):
    article = factories.article(
        site_home, kind="phong-su", agency=factories.agency("Sở Công Thương"), published_on=date(2026, 3, 9)
    )
    text = read(client, article)
    for words in ("Minh Hà", "Sở Công Thương", "Phóng sự", "09/03/2026"):
        assert words in text


def test_corrections_stand_on_the_page_and_are_announced_at_its_top(client, site_home):
    article = factories.article(
        site_home,
        published_on=date(2026, 3, 9),
        corrections=[("correction", {"date": date(2026, 3, 11), "text": "Chợ họp ngày chẵn, không phải ngày lẻ."})],
    )
    text = read(client, article)
    assert "Có đính chính ngày 11/03/2026" in text
    assert "Chợ họp ngày chẵn" in text


def test_the_list_shows_the_newest_first_and_never_a_draft(client, site_home):
    old = factories.article(site_home, "Bài cũ", published_on=date(2025, 1, 1))
    factories.article(site_home, "Bài mới", published_on=date(2026, 1, 1))
    factories.article(site_home, "Bài nháp", live=False)
    text = read(client, old.get_parent())
    assert text.index("Bài mới") < text.index("Bài cũ")
    assert "Bài nháp" not in text


def test_an_empty_list_says_so(client, site_home):
    article = factories.article(site_home)
    index = article.get_parent()
    article.delete()
    assert "Chưa có bài nào" in read(client, index)


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_twelve(client, site_home):
    index = factories.article(site_home, "Bài 0").get_parent()
    client.get(index.url)
    numbers = []
    for more in (0, 11):
        for number in range(more):
            factories.article(site_home, f"Bài thứ {number}")
        with CaptureQueriesContext(connection) as captured:
            read(client, index)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_related_pages_are_public_and_in_the_editors_order(site_home):
    article = factories.article(site_home)
    guide = factories.guide(site_home)
    other, draft = factories.article(site_home, "Bài khác"), factories.article(site_home, "Nháp", live=False)
    article.relations = [
        PageRelation(target=page.page_ptr, sort_order=order) for order, page in enumerate((other, draft, guide))
    ]
    article.save()
    assert [page.title for page in article.related()] == ["Bài khác", guide.title]


def test_a_day_that_has_not_come_is_refused_with_the_way_to_do_it(site_home):
    article = factories.article(site_home, body=[("text", "<p>Chữ.</p>")])
    article.published_on = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        article.full_clean()
    assert "đặt lịch đăng" in error.value.message_dict["published_on"][0]


def test_a_correction_before_the_article_is_refused(site_home):
    article = factories.article(site_home, body=[("text", "<p>Chữ.</p>")], published_on=date(2026, 3, 9))
    article.corrections = [("correction", {"date": date(2026, 3, 8), "text": "Sai ngày."})]
    with pytest.raises(ValidationError) as error:
        article.full_clean()
    assert "corrections" in error.value.message_dict


def test_under_en_it_is_marked_as_vietnamese(client, site_home):
    text = read(client, factories.article(site_home), "/en")
    assert '<meta name="robots" content="noindex">' in text
