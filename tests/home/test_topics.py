"""Topics: everything public filed under one, whatever its type; drafts and private pages nowhere."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from campaigns.models import ArticlePage
from home.models import PageTopic, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(site_home) -> Topic:
    guide, article = factories.guide(site_home), factories.article(site_home)
    draft = factories.article(site_home, "Bài nháp bí mật", live=False)
    private = factories.guide(site_home, "Bài riêng bí mật")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    return factories.topic("Túi ni lông", guide, article, draft, private, summary="Bớt từ chiếc túi đầu tiên.")


def test_a_topic_gathers_pages_of_every_type(client, filed):
    text = client.get("/chu-de/tui-ni-long/").content.decode()
    assert "Đi chợ không túi ni lông" in text
    assert "Chợ nhận làn" in text
    assert "Bớt từ chiếc túi đầu tiên." in text


@pytest.mark.parametrize("path", ["/chu-de/", "/chu-de/tui-ni-long/", "/en/chu-de/tui-ni-long/", "/sitemap.xml"])
def test_drafts_and_private_pages_are_neither_named_nor_counted(client, filed, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "bí mật" not in response.content.decode()


def test_the_list_of_topics_counts_what_is_public(client, filed):
    factories.topic("Chưa có bài")
    (topic,) = client.get("/chu-de/").context["topics"]
    assert topic.total == 2


def test_it_is_narrowed_by_kind(client, filed):
    text = client.get("/chu-de/tui-ni-long/?loai=tin-bai").content.decode()
    assert "Chợ nhận làn" in text
    assert "Đi chợ không túi ni lông" not in text


def test_a_topic_without_pages_answers_and_stays_out_of_indexes(client, site_home):
    factories.topic("Chưa có bài")
    response = client.get("/chu-de/chua-co-bai/")
    assert response.status_code == 200
    assert 'content="noindex"' in response.content.decode()


def test_an_unknown_topic_is_not_found(client, site_home):
    assert client.get("/chu-de/khong-co/").status_code == 404


def test_the_page_names_its_topics_in_their_order(client, site_home):
    article = factories.article(site_home)
    factories.topic("Chợ", article, order=2)
    factories.topic("Túi ni lông", article, order=1)
    text = client.get(article.url).content.decode()
    assert text.index("/chu-de/tui-ni-long/") < text.index("/chu-de/cho/")


def test_a_draft_files_its_page_anew_only_when_it_is_published(site_home):
    article = factories.article(site_home)
    factories.topic("Chợ", article)
    other = factories.topic("Chè")
    draft = article.save_revision().as_object()
    draft.topic_links = [PageTopic(topic=other)]
    revision = draft.save_revision()
    assert [topic.name for topic in ArticlePage.objects.get(pk=article.pk).topics] == ["Chợ"]
    revision.publish()
    assert [topic.name for topic in ArticlePage.objects.get(pk=article.pk).topics] == ["Chè"]


def test_ticks_of_the_form_become_topics(client, site_home, cast):
    article = factories.article(site_home, body=[("text", "<p>Chữ.</p>")])
    chosen = [factories.topic("Chè", order=1), factories.topic("Chợ", order=2)]
    factories.topic("Không chọn")
    client.force_login(cast.administrator)
    address = f"/quan-tri/pages/{article.pk}/edit/"
    assert "Không chọn" in client.get(address).content.decode()
    sent = {
        "title": article.title, "slug": article.slug, "summary": article.summary, "kind": "tin", "author": "Minh Hà",
        "published_on": "2026-03-09", 
        "body": streamfield([("text", rich_text("<p>Chữ.</p>"))]), "corrections": streamfield([]),
        "sources": streamfield([]), "relations": inline_formset([]), "comments": inline_formset([]),
        "action-publish": "1",
    }  # fmt: skip
    data = nested_form_data(sent) | {"topics": [topic.pk for topic in chosen]}
    assert client.post(address, data).status_code == 302
    assert ArticlePage.objects.get(pk=article.pk).topics == chosen


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_ten(client, site_home):
    pages = [factories.article(site_home, f"Bài {number}") for number in range(10)]
    factories.topic("Một", pages[0])
    factories.topic("Mười", *pages)
    numbers = []
    for slug in ("mot", "mot", "muoi"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/chu-de/{slug}/").status_code == 200
        numbers.append(len(captured))
    assert numbers[1] == numbers[2] <= 15


def test_two_names_with_one_slug_are_told_apart_on_the_form():
    factories.topic("Chợ Đồn")
    topic = Topic(name="Cho Don")
    with pytest.raises(ValidationError) as error:
        topic.full_clean()
    assert "slug" in error.value.message_dict
