"""The site's own pages through the cache: what editors do is seen at once, and floods of odd questions keep nothing."""

from datetime import datetime, time, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from home.delivery.page_cache import page_cache
from home.models import SiteSettings
from stores import review
from stores.models import StorePosition
from tests import factories
from tests.home.sample_jobs import stop_clock


@pytest.fixture
def caching(settings, tmp_path):
    settings.PAGE_CACHE = True
    settings.CACHE_DIR = tmp_path
    return page_cache()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs something as one transaction that is committed."""

    def run(action):
        connection.run_on_commit.clear()  # what an earlier "transaction" of the same test has run
        with django_capture_on_commit_callbacks(execute=True):
            return action()

    return run


@pytest.fixture
def noon():
    """Noon of today for Django and for the cache: near midnight, pages end with the day and not with what is tested."""
    with stop_clock() as clock:
        clock.now = timezone.make_aware(datetime.combine(timezone.localdate(), time(12)))
        with mock.patch("time.time", lambda: clock.now.timestamp()):
            yield clock


@pytest.fixture
def site(caching, site_home, committed):
    """A home page, a guide, a campaign and a recognised store."""
    guide, campaign = factories.guide(site_home), factories.campaign(site_home)
    store = factories.store("Nông sản Làn Mây", schemes=("xanh",), hours="Mo-Fr 07:00-17:00")
    return {
        "/": site_home,
        guide.url: guide,
        campaign.url: campaign,
        "/diem-ban/": None,
        store.get_absolute_url(): store,
    }


def stored(caching) -> int:
    return len(caching.memory)


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_kind_of_page_is_answered_from_the_cache_without_a_query(site, client, django_assert_num_queries):
    for address in [*site, "/en/", "/en/diem-ban/"]:
        first = client.get(address)
        assert first.status_code == 200, address
        with django_assert_num_queries(0):
            assert client.get(address).content == first.content


def test_what_an_editor_publishes_is_read_at_once(site, client, committed):
    guide = next(page for page in site.values() if page and page._meta.model_name == "guidepage")
    assert "Đi chợ không túi ni lông" in text(client, guide.url)
    guide.title = "Đi chợ với làn tre"
    revision = committed(guide.save_revision)
    assert "Đi chợ với làn tre" not in text(client, guide.url)
    committed(revision.publish)
    assert "Đi chợ với làn tre" in text(client, guide.url)
    committed(guide.unpublish)
    assert client.get(guide.url).status_code == 404


def test_a_decision_is_seen_at_once(site, client, committed):
    store = next(thing for thing in site.values() if thing and thing._meta.model_name == "store")
    recognition = store.recognitions.get()
    address = store.get_absolute_url()
    assert recognition.number in text(client, address)
    before = text(client, address)
    committed(lambda: review.suspend(recognition, actor=None, reason="Đang sửa chữa"))
    assert text(client, address) != before
    before = text(client, "/diem-ban/")
    committed(lambda: StorePosition.objects.all().delete())
    assert text(client, "/diem-ban/") != before


def test_pages_end_with_the_announcement(noon, site, client, caching, committed):
    ends = noon.now + timedelta(minutes=5)

    def announce():
        for_site = SiteSettings.for_site(site["/"].get_site())
        for_site.announcement_text, for_site.announcement_end = "Hội chợ hàng Việt", ends
        for_site.save()

    committed(announce)
    assert "Hội chợ hàng Việt" in text(client, "/diem-ban/")
    (entry,) = caching.memory._entries.values()
    assert abs(entry.expires - ends.timestamp()) < 1


def test_a_campaign_page_ends_when_its_state_turns(noon, site, client, caching):
    address = next(url for url, page in site.items() if page and page._meta.model_name == "campaignpage")
    client.get(address)
    (entry,) = caching.memory._entries.values()
    assert entry.expires <= (noon.now + timedelta(hours=12)).timestamp()


def test_a_flood_of_wrong_values_stores_nothing(site, client, caching):
    for number in range(12):
        for query in (
            f"xa=khong-co-{number}", f"dh=sai-{number}", f"trang={number + 2}", f"trang=-{number}", "trang=1",
            f"q=a&trang={10**number}", f"la={number}", f"q=%20a{number}%20", "loai=&nhom=x",
        ):  # fmt: skip
            assert client.get(f"/diem-ban/?{query}").status_code == 200, query
    assert stored(caching) == 0


def test_a_right_question_is_stored_once_however_it_is_spelt(site, client, caching):
    for query in (
        "dh=diem-kinh-doanh-xanh&q=nong",
        "q=nong&dh=diem-kinh-doanh-xanh&xa=&trang=",
        "q=nong&dh=diem-kinh-doanh-xanh&fbclid=1",
    ):
        assert "Nông sản Làn Mây" in text(client, f"/diem-ban/?{query}")
    assert stored(caching) == 1


def test_search_and_what_is_not_found_are_never_stored(site, client, caching):
    for address in ("/tim-kiem/?q=tui", "/tim-kiem/", "/khong-co/", "/diem-ban/khong-co/", "/vi/", "/robots.txt"):
        client.get(address)
    assert stored(caching) == 0


@pytest.mark.parametrize(
    "query", ["q=" + "a+" * 400, "q=" + "%F0%9F%8D%83" * 300, "q=a%00b", "q=%ff%fe", "trang=" + "9" * 5000]
)
def test_odd_questions_are_answered_like_any_other(site, client, query, django_assert_max_num_queries):
    for address in ("/diem-ban/", "/tim-kiem/"):
        with django_assert_max_num_queries(70):  # nothing is remembered here, and other questions are tried
            assert client.get(f"{address}?{query}").status_code == 200


def test_a_page_behind_a_password_is_never_stored(site, client, caching, committed):
    from wagtail.models import PageViewRestriction

    page = factories.standard_page(site["/"], "Chỉ cho báo chí")
    address = page.url
    committed(lambda: PageViewRestriction.objects.create(page=page, restriction_type="password", password="chè"))
    assert "csrfmiddlewaretoken" in text(client, address)
    client.cookies.clear()
    client.get(address, HTTP_COOKIE="csrftoken=" + "a" * 32)
    assert stored(caching) == 0


def test_people_with_a_session_get_their_own_page(site, client, cast, caching):
    client.force_login(cast.editor)
    response = client.get("/")
    assert response["Cache-Control"] == "private, no-cache"
    assert stored(caching) == 0
