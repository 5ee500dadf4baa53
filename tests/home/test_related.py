"""Read on: the editor's choices, then the same campaign, then the same topics; never what the public may not see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home.models import PageRelation
from home.related import nearest
from tests import factories

pytestmark = pytest.mark.django_db


def relate(page, *targets) -> None:
    page.relations = [PageRelation(target=target.page_ptr, sort_order=order) for order, target in enumerate(targets)]
    page.save()


def related(client, page) -> list[str]:
    return [other.title for other in client.get(page.url).context["related"]]


def test_the_editors_choices_come_first_and_are_filled_up_to_four(client, site_home):
    guide, chosen = factories.guide(site_home), factories.guide(site_home, "Bài được chọn")
    others = [factories.article(site_home, f"Bài {n}", published_on=date(2026, 1, n)) for n in range(1, 6)]
    factories.topic("Chợ", guide, *others)
    relate(guide, chosen)
    assert related(client, guide) == ["Bài được chọn", "Bài 5", "Bài 4", "Bài 3"]


def test_more_than_four_choices_all_stay(client, site_home):
    guide = factories.guide(site_home)
    chosen = [factories.guide(site_home, f"Bài {number}") for number in range(6)]
    relate(guide, *chosen)
    assert related(client, guide) == [page.title for page in chosen]


def test_pages_of_the_same_campaign_come_before_those_of_the_same_topic(client, site_home):
    guide, sister = factories.guide(site_home), factories.guide(site_home, "Cùng chiến dịch")
    campaign = factories.campaign(site_home)
    relate(campaign, guide, sister)
    factories.topic("Chợ", guide, factories.article(site_home, "Cùng chủ đề"))
    found = related(client, guide)
    assert set(found[:2]) == {"Chợ bớt túi ni lông", "Cùng chiến dịch"}
    assert found[2:] == ["Cùng chủ đề"]


def test_a_relation_is_seen_from_its_other_end(client, site_home):
    guide, article = factories.guide(site_home), factories.article(site_home)
    relate(article, guide)
    assert related(client, guide) == ["Chợ nhận làn"]


def test_a_page_that_gathers_nothing_ties_nobody(client, site_home):
    """Two guides that one article mentions have nothing to do with each other."""
    first, second = factories.guide(site_home), factories.guide(site_home, "Bài hai")
    relate(factories.article(site_home), first, second)
    assert related(client, first) == ["Chợ nhận làn"]


def test_more_shared_topics_come_first(client, site_home):
    guide = factories.guide(site_home)
    one, two = factories.article(site_home, "Một"), factories.article(site_home, "Hai")
    factories.topic("Chợ", guide, one, two)
    factories.topic("Túi", guide, two)
    assert related(client, guide) == ["Hai", "Một"]


def test_a_sample_page_never_stands_before_a_real_one(client, site_home):
    guide = factories.guide(site_home)
    sample = factories.article(site_home, "Mẫu", is_sample=True)
    real = factories.article(site_home, "Thật", published_on=date(2020, 1, 1))
    factories.topic("Chợ", guide, sample, real)
    factories.topic("Túi", guide, sample)
    relate(factories.campaign(site_home, is_sample=True), guide, sample)
    assert related(client, guide)[0] == "Thật"


def test_drafts_and_private_pages_are_not_offered(client, site_home):
    guide = factories.guide(site_home)
    draft, private = factories.article(site_home, "Nháp", live=False), factories.article(site_home, "Riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    factories.topic("Chợ", guide, draft, private)
    relate(draft, guide)
    assert related(client, guide) == []


def test_neither_the_page_itself_nor_its_translation(client, site_home):
    guide, other = factories.guide(site_home), factories.article(site_home)
    factories.topic("Chợ", guide, other)
    made = factories.english(guide, title="To market without plastic bags", replaces="plastic bags")
    assert related(client, guide) == ["Chợ nhận làn"]
    assert [page.title for page in nearest(made.pk)] == ["Chợ nhận làn"]


def test_a_campaign_keeps_only_the_editors_guides_among_its_guides(client, site_home):
    campaign = factories.campaign(site_home)
    chosen, near = factories.guide(site_home), factories.guide(site_home, "Cùng chủ đề")
    relate(campaign, chosen)
    factories.topic("Chợ", campaign, near)
    context = client.get(campaign.url).context
    assert [page.title for page in context["guides"]] == [chosen.title]
    assert [page.title for page in context["related"]] == ["Cùng chủ đề"]


def test_a_leaflet_is_of_the_guide_that_an_editor_chose(client, site_home):
    resource = factories.resource(site_home)
    factories.topic("Chợ", resource, factories.guide(site_home))
    context = client.get(resource.url).context
    assert context["guide"] is None
    assert len(context["related"]) == 1


def test_ten_near_pages_cost_as_many_queries_as_four(client, site_home):
    guide = factories.guide(site_home)
    topic = factories.topic("Chợ", guide)
    numbers = []
    for start, stop in ((0, 4), (4, 14)):
        for number in range(start, stop):
            factories.topic(topic.name, factories.article(site_home, f"Bài {number}"))
        client.get(guide.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(guide.url)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
