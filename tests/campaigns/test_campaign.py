"""Campaigns: the state follows the calendar, the list begins with what runs."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import Participation
from campaigns.models.campaign import CampaignState, campaign_state
from home.models import PageRelation
from tests import factories

days = st.dates(date(2019, 1, 1), date(2031, 1, 1))


@given(days, st.integers(0, 400), days)
def test_the_state_is_one_of_three_and_both_ends_belong_to_it(starts, length, today):
    ends = starts + timedelta(days=length)
    state = campaign_state(starts, ends, today)
    assert (state == CampaignState.RUNNING) == (starts <= today <= ends)
    assert (state == CampaignState.UPCOMING) == (today < starts)
    assert (state == CampaignState.ENDED) == (today > ends)


@pytest.mark.django_db
def test_the_list_begins_with_what_runs(client, site_home):
    today = timezone.localdate()
    factories.campaign(site_home, "Đã qua", starts=today - timedelta(days=9), ends=today - timedelta(days=2))
    factories.campaign(site_home, "Sắp tới", starts=today + timedelta(days=2), ends=today + timedelta(days=9))
    factories.campaign(site_home, "Đang chạy")
    factories.campaign(site_home, "Nháp", live=False)
    response = client.get("/chien-dich/")
    assert [c.title for c in response.context["campaigns"]] == ["Đang chạy", "Sắp tới", "Đã qua"]


@pytest.mark.django_db
def test_the_last_day_cannot_come_before_the_first(site_home):
    campaign = factories.campaign(site_home)
    campaign.ends = campaign.starts - timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        campaign.full_clean()
    assert "ends" in error.value.message_dict


@pytest.mark.django_db
def test_a_page_is_fresh_until_the_midnight_at_which_its_state_changes(site_home):
    campaign = factories.campaign(site_home)
    assert timezone.localtime(campaign.state_changes_at).date() == campaign.ends + timedelta(days=1)
    assert timezone.localtime(campaign.state_changes_at).hour == 0


@pytest.mark.django_db
def test_only_public_guides_are_linked(client, site_home):
    campaign = factories.campaign(site_home)
    shown, hidden = factories.guide(site_home, "Túi vải"), factories.guide(site_home, "Bài nháp", live=False)
    campaign.relations = [PageRelation(target=hidden.page_ptr), PageRelation(target=shown.page_ptr)]
    campaign.save()
    text = client.get(campaign.url).content.decode()
    assert shown.title in text
    assert hidden.title not in text


@pytest.mark.django_db
def test_places_that_take_part_are_named_unless_they_are_drafts(client, site_home):
    campaign = factories.campaign(site_home)
    stores = [factories.store("Đồ tre Mộc Nhiên"), factories.store("Cửa hàng nháp", live=False)]
    campaign.participations = [Participation(store=store) for store in stores]
    campaign.save()
    text = client.get(campaign.url).content.decode()
    assert "Đồ tre Mộc Nhiên" in text
    assert "Cửa hàng nháp" not in text


@pytest.mark.django_db
def test_the_closing_report_waits_for_the_end(client, site_home):
    today = timezone.localdate()
    report = [("text", "<p>Bảy chợ đã đặt quầy cho mượn làn.</p>")]
    running = factories.campaign(site_home, "Đang chạy", report=report)
    ended = factories.campaign(
        site_home, "Đã xong", report=report, starts=today - timedelta(days=9), ends=today - timedelta(days=1)
    )
    assert "Bảy chợ" not in client.get(running.url).content.decode()
    assert "Bảy chợ" in client.get(ended.url).content.decode()


@pytest.mark.django_db
def test_a_campaign_that_ended_without_a_report_is_due_one(site_home):
    today = timezone.localdate()
    ended = factories.campaign(site_home, starts=today - timedelta(days=9), ends=today - timedelta(days=1))
    assert ended.report_due
    assert not factories.campaign(site_home, "Đang chạy").report_due
