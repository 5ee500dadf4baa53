"""The counter that makes stored pages old: after the commit, for every process, and for nothing that nobody sees."""

import threading

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from home.delivery import generation
from home.delivery.generation import FileGeneration, RedisGeneration
from home.models import SiteSettings, User
from stores import review
from tests import factories


@pytest.fixture(params=["file", "redis"])
def two(request, tmp_path):
    """The counters of two processes."""
    if request.param == "file":
        return FileGeneration(tmp_path / "generation"), FileGeneration(tmp_path / "generation")
    url = settings.REDIS_URL  # this worker's own database: others clear theirs at any moment
    if not url:
        pytest.skip("REDIS_URL names no server")
    RedisGeneration.EVERY = 0.0
    return RedisGeneration(Redis.from_url(url)), RedisGeneration(Redis.from_url(url))


def test_processes_agree_and_a_bump_of_one_is_seen_by_the_other(two):
    first, second = two
    before = first.current()
    assert before
    assert second.current() == before
    second.bump()
    assert first.current() == second.current() != before


def test_every_bump_gives_a_new_name_however_fast_they_follow(two):
    first, second = two
    names = [first.current()]
    for counter in [first, second] * 20:
        counter.bump()
        names.append(second.current())
    assert len(set(names)) == 41


def test_a_file_that_was_deleted_or_grew_too_long_never_repeats_a_name(tmp_path, monkeypatch):
    counter = FileGeneration(tmp_path / "generation")
    names = [counter.current()]
    counter.path.unlink()
    names.append(counter.current())
    monkeypatch.setattr(FileGeneration, "LONGEST", 20)
    for _ in range(10):
        counter.bump()
        names.append(counter.current())
    assert len(set(names)) == 12
    assert counter.path.stat().st_size <= 21


def test_many_writers_lose_no_bump(tmp_path):
    FileGeneration(tmp_path / "generation").current()
    threads = [
        threading.Thread(target=lambda: [FileGeneration(tmp_path / "generation").bump() for _ in range(50)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "generation").stat().st_size == FileGeneration.ID_LENGTH + 200


def test_where_nothing_can_be_written_there_is_no_generation(tmp_path):
    (tmp_path / "file").write_text("")
    assert FileGeneration(tmp_path / "file" / "generation").current() is None


# --- What bumps it ---------------------------------------------------------------------------------------------


@pytest.fixture
def bumps(settings, monkeypatch, django_capture_on_commit_callbacks):
    """A function that runs something and answers whether the generation was bumped."""
    settings.PAGE_CACHE = True
    count = []
    monkeypatch.setattr(generation, "_bump", lambda: count.append(1))

    def run(action) -> int:
        count.clear()
        connection.run_on_commit.clear()  # what making things left; a test's transaction never commits
        with django_capture_on_commit_callbacks(execute=True):
            action()
            assert not count, "only after the commit"
        return len(count)

    return run


def test_publishing_moving_and_unpublishing_a_page(bumps, site_home):
    page = factories.standard_page(site_home, "Giới thiệu")
    other = factories.standard_page(site_home, "Nơi khác")
    assert bumps(lambda: page.save_revision().publish())
    assert bumps(lambda: page.move(other, pos="first-child"))
    page.refresh_from_db()
    assert bumps(page.unpublish)
    assert bumps(page.delete)


def test_saving_or_locking_a_draft_changes_nothing_for_the_public(bumps, site_home):
    page = factories.standard_page(site_home, "Giới thiệu")
    page.title = "Đang sửa"
    assert not bumps(page.save_revision)
    page.locked = True
    assert not bumps(lambda: page.save(update_fields=["locked", "locked_by", "locked_at"]))


def test_a_store_its_facts_and_the_verbs(bumps, site_home):
    store = factories.store("Nông sản Làn Mây", schemes=("xanh",))
    assert bumps(store.save)
    assert not bumps(store.save_revision)
    assert bumps(store.position.delete)
    assert bumps(lambda: review.suspend(store.recognitions.get(), actor=None, reason="Nghỉ sửa nhà"))
    assert bumps(lambda: store.kind.save())
    assert bumps(lambda: store.unit.save())


def test_settings_and_navigation(bumps, site_home):
    site_settings = SiteSettings.objects.create(site=site_home.get_site())
    site_settings.announcement_text = "Hội chợ"
    assert bumps(site_settings.save)


def test_people_signing_in_are_of_no_interest(bumps, db):
    user = User.objects.create_user("an", password="mat-khau")
    assert not bumps(lambda: user.save(update_fields=["last_login"]))
    assert not bumps(user.save)


def test_what_is_rolled_back_bumps_nothing(bumps, site_home):
    def fail():
        with transaction.atomic():
            site_home.save()
            raise ValueError

    def caught():
        with pytest.raises(ValueError):
            fail()

    assert not bumps(caught)


def test_a_thousand_rows_in_one_transaction_bump_once(bumps, site_home):
    assert bumps(lambda: [site_home.save() for _ in range(20)]) == 1


def test_a_cache_that_is_off_is_left_alone(bumps, settings, site_home):
    settings.PAGE_CACHE = False
    assert not bumps(site_home.save)


def test_each_model_of_ours_was_decided_on():
    """A new model empties the cache at every write until somebody says that no public page shows it."""
    labels = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in generation.SHOWN_APPS and not model.__module__.startswith("tests.")
    }
    assert {label for label in labels if label not in generation.NOT_SHOWN} == SHOWN


SHOWN = {
    "campaigns.alternative", "campaigns.alternative_categories", "campaigns.alternative_items",
    "campaigns.alternative_situations", "campaigns.plasticitem", "campaigns.situation",
    "campaigns.articleindexpage", "campaigns.articlepage", "campaigns.campaignindexpage", "campaigns.campaignpage",
    "campaigns.campaignpage_partners", "campaigns.guideindexpage", "campaigns.guidepage",
    "campaigns.guidepage_categories", "campaigns.participation", "campaigns.quizpage", "campaigns.surveyindexpage",
    "campaigns.surveypage", "home.agency", "home.footeritem", "home.headeritem", "home.holiday", "home.homepage",
    "home.navigation", "home.pagerelation", "home.pagetopic", "home.sitedocument", "home.siteimage", "home.sitesettings",
    "home.standardpage", "home.topic", "home.translation", "home.unit", "home.unitsuccession", "stores.criteriaset", "stores.criterion",
    "stores.productcategory", "stores.recognition", "stores.scheme", "stores.store", "stores.store_categories",
    "stores.storehours", "stores.storekind", "stores.storeposition", "stores.storeproduct",
    "stores.verifiedcriterion", "stores.greenpractice", "stores.store_practices", "stores.storelink",
    "stores.storephone", "stores.storephoto", "stores.storeverification",
    "campaigns.eventindexpage", "campaigns.eventpage", "campaigns.eventpage_partners",
    "campaigns.handbookchapter", "campaigns.handbookedition", "campaigns.handbookpage", "campaigns.resourcefile",
    "campaigns.resourceindexpage", "campaigns.resourcepage", "home.documentpreview", "home.promotedresult", "home.synonymgroup",
}  # fmt: skip
