"""English pages that can be trusted: copied as drafts, published when declared finished, flagged when their source changes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from home.models import SiteImage, StandardPage, Translation, TranslationState
from home.publication import REFUSE, PublicationRefused
from home.translation import state
from home.translation.copying import copy_to_english
from home.translation.texts import paragraphs, words_changed
from tests import factories

pytestmark = pytest.mark.django_db
LONG = "<p>Mang làn đi chợ thì đỡ được nhiều túi.</p><p>Nhớ phơi khô làn trước khi cất.</p>"
ENGLISH = {"title": "About us", "summary": "What this site is.", "body": [("text", "<p>Take a basket along.</p>")]}


@pytest.fixture
def source(site_home) -> StandardPage:
    page = factories.standard_page(site_home, "Giới thiệu", summary="Trang này là gì.", body=[("text", LONG)])
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def facts(page: Page) -> Translation:
    return Translation.objects.get(page_id=page.pk)


def change(page: StandardPage, **fields) -> None:
    """An editor changes the Vietnamese page and publishes it."""
    page = StandardPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- The copy -------------------------------------------------------------------------------------------------------


def test_a_copy_is_an_english_draft_with_the_text_to_replace_and_no_public_page(client, cast, source):
    client.force_login(cast.editor)
    url = reverse("simple_translation:submit_page_translation", args=[source.pk])
    assert "Chép sang tiếng Anh" in client.get(url).content.decode()
    client.post(url)
    made = Page.objects.get(locale__language_code="en", translation_key=source.translation_key)
    assert not made.live and made.title == "Giới thiệu" and made.slug == source.slug and made.alias_of_id is None
    client.logout()
    text = client.get("/en/gioi-thieu/").content.decode()
    assert 'content="noindex"' in text and 'rel="alternate"' not in text


def test_sections_above_come_along_as_drafts_and_children_only_when_asked(site_home):
    guide = factories.guide(site_home)
    other = factories.guide(site_home, "Phân loại rác")
    copy_to_english(guide)
    english = Page.objects.filter(locale__language_code="en")
    assert {page.slug for page in english} == {"trang-chu-en", "cam-nang", guide.slug}
    assert not english.filter(live=True).exists() and not english.exclude(alias_of=None).exists()
    copy_to_english(site_home, with_descendants=True)
    assert english.filter(slug=other.slug).exists()


@pytest.mark.parametrize("role", ["contributor", "store_officer", "approver", "auditor"])
def test_who_may_not_translate_copies_nothing(client, cast, source, role):
    client.force_login(getattr(cast, role))
    client.post(reverse("simple_translation:submit_page_translation", args=[source.pk]))
    assert not Page.objects.filter(locale__language_code="en").exists()


# --- What may be published --------------------------------------------------------------------------------------------


def test_an_undeclared_or_half_translated_page_is_not_published(source):
    draft = factories.english(source, declared=False, published=False, **ENGLISH)
    with pytest.raises(PublicationRefused, match="đánh dấu khi bản dịch đã xong"):
        draft.get_latest_revision().publish()
    state.declare(draft)
    draft.body = [("text", "<p>Take a basket along.</p><p>Nhớ phơi khô làn trước khi cất.</p>")]
    with pytest.raises(PublicationRefused, match="còn nguyên tiếng Việt: “Nhớ phơi khô"):
        draft.save_revision().publish()
    draft.body = ENGLISH["body"]
    draft.save_revision().publish()
    assert Page.objects.get(pk=draft.pk).live


def form_data(page: StandardPage, **extra) -> dict:
    data = {
        "title": page.title, "slug": page.slug, "summary": page.summary, "seo_title": "", "search_description": "",
        "body-count": 1, "body-0-deleted": "", "body-0-order": 0, "body-0-type": "text", "body-0-id": "",
        "body-0-value": '{"blocks": [{"key": "a", "text": "Mang làn đi chợ thì đỡ được nhiều túi.", "type": "unstyled"}], '
        '"entityMap": {}}',
        "sources-count": 0, "illustration": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    return data | extra


def test_the_editor_is_told_beside_each_field_and_keeps_what_was_typed(client, cast, source):
    draft = factories.english(source, declared=False, published=False)
    client.force_login(cast.administrator)
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    text = client.get(url).content.decode()
    assert "Chưa dịch xong" in text and "Bản dịch đã xong và khớp với bản gốc ngày" in text
    data = form_data(draft, title="About my site", **{"action-publish": "1"})
    response = client.post(url, data)
    form = response.context["form"]
    assert response.status_code == 200 and {"translation_done", "summary", "body"} <= set(form.errors)
    assert "About my site" in response.content.decode() and not Page.objects.get(pk=draft.pk).live
    client.post(url, form_data(draft, title="About my site"))
    saved = Page.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert saved.title == "About my site" and facts(draft).state == TranslationState.NOT_DONE


def test_ticking_the_box_declares_and_unticking_takes_it_back(client, cast, source):
    draft = factories.english(source, declared=False, published=False)
    client.force_login(cast.editor)
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.post(url, form_data(draft, translation_done="on", translation_source=facts(draft).source_digest))
    assert facts(draft).state == TranslationState.CURRENT and facts(draft).declared_by == cast.editor
    client.post(url, form_data(draft, translation_source=facts(draft).source_digest))
    assert facts(draft).state == TranslationState.NOT_DONE


def test_a_declaration_counts_only_for_the_source_the_translator_saw(client, cast, source):
    draft = factories.english(source, declared=False, published=False, **ENGLISH)
    client.force_login(cast.administrator)
    seen = facts(draft).source_digest
    change(source, summary="Trang này nay là một trang khác hẳn.")
    data = form_data(draft, translation_done="on", translation_source=seen, **{"action-publish": "1"})
    response = client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    assert "translation_done" in response.context["form"].errors
    assert facts(draft).state == TranslationState.NOT_DONE


def test_many_at_once_publish_nothing_that_is_not_finished(client, cast, source):
    draft = factories.english(source, declared=False, published=False, **ENGLISH)
    client.force_login(cast.approver)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}"
    response = client.post(url, {"include_descendants": ""}, follow=True)
    assert "Chưa đăng được “About us”" in response.content.decode()
    assert not Page.objects.get(pk=draft.pk).live


def test_the_approver_in_a_list_is_told_and_nothing_is_published(client, cast, source):
    draft = factories.english(source, declared=False, published=False, **ENGLISH)
    workflow = draft.get_workflow()
    workflow.start(draft, cast.editor)
    client.force_login(cast.approver)
    task = draft.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task.pk])
    response = client.post(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert response.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert not Page.objects.get(pk=draft.pk).live
    assert Page.objects.get(pk=draft.pk).specific.workflow_in_progress


def test_the_clock_passes_over_an_unfinished_page_logs_it_and_goes_on(site_home, source):
    late = factories.english(source, declared=False, published=False, **ENGLISH)
    other = factories.standard_page(site_home, "Trang khác", live=False)
    soon = timezone.now() - timedelta(minutes=5)
    for page in (late, other):
        revision = page.save_revision()
        revision.approved_go_live_at = soon
        revision.save()
    call_command("publish_scheduled")
    assert not Page.objects.get(pk=late.pk).live and Page.objects.get(pk=other.pk).live
    assert PageLogEntry.objects.filter(page=late.pk, action=REFUSE).exists()
    assert late.get_latest_revision_as_object().title == "About us"


def test_a_picture_described_in_vietnamese_only_holds_a_page_back(source):
    image = factories.image(description="Một chiếc làn tre đựng đầy rau xanh")
    change(source, body=[("text", LONG), ("image", {"image": image, "caption": ""})])
    picture = ("image", {"image": image, "caption": ""})
    draft = factories.english(source, published=False, **(ENGLISH | {"body": [*ENGLISH["body"], picture]}))
    with pytest.raises(PublicationRefused, match="Một chiếc làn tre"):
        draft.save_revision().publish()
    SiteImage.objects.filter(pk=image.pk).update(description_en="A bamboo basket full of greens")
    draft.save_revision().publish()


def test_a_page_of_its_own_in_english_needs_no_declaration(source):
    english = factories.english(source, **ENGLISH)
    own = factories.standard_page(english, "For visitors", live=False, locale=english.locale)
    own.save_revision().publish()
    assert Page.objects.get(pk=own.pk).live


# --- The source changes -----------------------------------------------------------------------------------------------


def test_only_words_make_a_translation_old(source):
    english = factories.english(source, **ENGLISH)
    change(source)
    change(source, last_reviewed=timezone.localdate(), illustration="lan-tre")
    assert facts(english).state == TranslationState.CURRENT
    change(source, body=[("text", LONG.replace("nhiều túi", "rất nhiều túi"))])
    assert facts(english).state == TranslationState.CHANGED
    assert facts(english).words_changed == 1


def test_saving_a_draft_of_the_source_makes_nothing_old(source):
    english = factories.english(source, **ENGLISH)
    source.summary = "Một câu hoàn toàn mới."
    source.save_revision()
    assert facts(english).state == TranslationState.CURRENT


def test_other_words_about_a_picture_make_a_translation_old(source):
    image = factories.image(description="Một chiếc làn tre", description_en="A basket")
    picture = ("image", {"image": image, "caption": ""})
    change(source, body=[("text", LONG), picture])
    english = factories.english(source, **(ENGLISH | {"body": [*ENGLISH["body"], picture]}))
    image.description = "Hai chiếc làn tre"
    image.save()
    assert facts(english).state == TranslationState.CHANGED


def test_readers_are_told_that_the_source_has_changed_until_it_is_translated_again(client, source):
    english = factories.english(source, **ENGLISH)
    assert client.get("/en/gioi-thieu/").context["behind"] is None
    change(source, summary="Trang này nay là một trang khác hẳn.")
    response = client.get("/en/gioi-thieu/")
    assert response.context["behind"] == facts(english)
    text = response.content.decode()
    assert 'href="/gioi-thieu/" hreflang="vi"' in text and "What this site is." in text
    state.declare(english)
    assert client.get("/en/gioi-thieu/").context["behind"], "a declaration changes nothing the public reads"
    english.save_revision().publish()
    assert client.get("/en/gioi-thieu/").context["behind"] is None


def test_an_old_draft_or_a_correction_may_go_out_while_the_source_is_ahead(source):
    english = factories.english(source, **ENGLISH)
    change(source, summary="Trang này nay là một trang khác hẳn.")
    english.title = "About this site"
    english.save_revision().publish()
    assert facts(english).is_behind


def test_the_list_of_pages_names_translations_that_are_behind(client, cast, source):
    english = factories.english(source, **ENGLISH)
    client.force_login(cast.editor)
    url = reverse("wagtailadmin_explore", args=[english.get_parent().pk])
    assert "(bản gốc đã đổi)" not in client.get(url).content.decode()
    change(source, summary="Trang này nay là một trang khác hẳn.")
    assert "About us (bản gốc đã đổi)" in client.get(url).content.decode()


def test_the_editor_compares_what_was_translated_with_what_is_said_now(client, cast, source):
    english = factories.english(source, **ENGLISH)
    change(source, summary="Trang này nay là một trang khác hẳn.")
    client.force_login(cast.editor)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    known = facts(english)
    args = [source.pk, known.base_revision_id, known.source.live_revision_id]
    comparison = reverse("wagtailadmin_pages:revisions_compare", args=args)
    assert comparison in text and "Bản gốc đã đổi" in text
    assert "addition" in client.get(comparison).content.decode()


# --- The source is withdrawn --------------------------------------------------------------------------------------------


def test_what_is_withdrawn_in_vietnamese_is_withdrawn_in_english_and_logged(client, source):
    english = factories.english(source, **ENGLISH)
    assert client.get("/en/gioi-thieu/").status_code == 200
    StandardPage.objects.get(pk=source.pk).unpublish()
    assert client.get("/en/gioi-thieu/").status_code == 404
    assert PageLogEntry.objects.filter(page=english.pk, action=state.WITHDRAW).exists()
    with override("vi"), pytest.raises(PublicationRefused, match="Bản gốc tiếng Việt chưa đăng"):
        StandardPage.objects.get(pk=english.pk).save_revision().publish()


def test_a_page_that_is_closed_to_the_public_takes_its_translation_along(client, source):
    english = factories.english(source, **ENGLISH)
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    assert not Page.objects.get(pk=english.pk).live
    assert "What this site is." not in client.get("/en/gioi-thieu/").content.decode()


def test_a_deleted_source_takes_its_translation_from_the_public(source):
    english = factories.english(source, **ENGLISH)
    StandardPage.objects.get(pk=source.pk).delete()
    assert not Page.objects.get(pk=english.pk).live


# --- What the public sees -------------------------------------------------------------------------------------------------


def test_both_languages_name_each_other_only_when_both_are_published(client, source):
    english = factories.english(source, published=False, **ENGLISH)
    assert 'rel="alternate"' not in client.get("/gioi-thieu/").content.decode()
    english.save_revision().publish()
    for address in ("/gioi-thieu/", "/en/gioi-thieu/"):
        text = client.get(address).content.decode()
        for code, path in (("vi", "/gioi-thieu/"), ("en", "/en/gioi-thieu/")):
            assert f'<link rel="alternate" hreflang="{code}" href="http://127.0.0.1:8000{path}">' in text
    sitemap = client.get("/sitemap.xml").content.decode()
    assert sitemap.count('hreflang="en" href="http://127.0.0.1:8000/en/gioi-thieu/"') == 2


def test_an_english_list_shows_what_is_translated_and_the_rest_in_vietnamese(client, site_home):
    guide = factories.guide(site_home)
    guide.save_revision().publish()
    guide.get_parent().specific.save_revision().publish()
    factories.guide(site_home, "Phân loại rác")
    factories.guide(site_home, "Nháp kín", live=False)
    factories.english(guide, title="Shopping without plastic bags", replaces="Plastic bags")
    for is_index_translated in (False, True):
        if is_index_translated:
            factories.english(guide.get_parent(), title="Guides")
        text = client.get("/en/cam-nang/").content.decode()
        assert "Shopping without plastic bags" in text and ">Phân loại rác<" in text
        assert "Đi chợ không túi ni lông" not in text and "Nháp kín" not in text


# --- The report -----------------------------------------------------------------------------------------------------------


def test_the_report_names_each_page_with_its_state(client, cast, site_home, source):
    factories.english(source, **ENGLISH)
    factories.standard_page(site_home, "Chưa ai dịch")
    change(source, summary="Trang này nay là một trang khác hẳn.")
    client.force_login(cast.editor)
    url = reverse("translation_report")
    text = client.get(url).content.decode()
    assert "Bản gốc đã đổi" in text and "Chưa ai dịch" in text and "Chưa có bản tiếng Anh" in text
    rows = client.get(url, {"state": "missing"}).context["object_list"]
    assert [page.title for page in rows] == ["Chưa ai dịch"]
    agency = factories.agency()
    StandardPage.objects.filter(pk=source.pk).update(agency=agency)
    rows = client.get(url, {"agency": agency.pk}).context["object_list"]
    assert [page.title for page in rows] == ["Giới thiệu"]
    sheet = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert "Giới thiệu" in sheet and "Bản gốc đã đổi" in sheet


def test_a_stranger_and_who_has_no_pages_do_not_see_the_report(client, cast, source):
    url = reverse("translation_report")
    assert client.get(url)["Location"].startswith(reverse("wagtailadmin_login"))
    client.force_login(cast.inspector)
    assert client.get(url).status_code == 302


# --- Texts ------------------------------------------------------------------------------------------------------------------


def test_rich_text_is_read_by_paragraph():
    assert paragraphs("<p>Một&nbsp;<b>hai</b></p><ul><li>ba</li></ul>") == ["Một hai", "ba", ""]


def test_changed_words_are_counted():
    assert words_changed(["một hai ba"], ["một bốn ba năm"]) == 2
