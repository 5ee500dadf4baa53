"""The sample's English: loads twice without change, answers as English, and would pass the editors' own form."""

import pytest
from wagtail.fields import StreamField
from wagtail.models import Page

from config.demo_loader import english, pages
from home.models import Translation, TranslationState
from home.translation.texts import texts_of
from home.units.loading import load_reference

ADDRESSES = [
    "/en/", "/en/ke-hoach-93/", "/en/cam-nang/", "/en/cam-nang/di-cho-khong-tui-ni-long/",
    "/en/cam-nang/mua-do-an-khong-hop-xop/", "/en/cam-nang/phan-loai-rac-tai-nha/", "/en/gioi-thieu/",
    "/en/quyen-rieng-tu/",
]  # fmt: skip


@pytest.mark.django_db
def test_the_english_sample_is_complete_and_trusted(client):
    load_reference()
    pages.load()
    english.load()
    known = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    english.load()
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == known
    assert {facts.state for facts in Translation.objects.all()} == {TranslationState.CURRENT}
    assert Translation.objects.count() == len(ADDRESSES)
    for address in ADDRESSES:
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200 and not response.context["untranslated"], address
        assert 'content="noindex"' not in text and 'hreflang="vi" href=' in text, address
    for facts in Translation.objects.all():
        _fits_the_form(facts.page.specific)


def _fits_the_form(page: Page) -> None:
    """As long as fields and blocks allow, headings in order, and saying as much as the source says."""
    page.full_clean()
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            value.stream_block.clean(value)
    source = page.get_translation(Page.objects.get(depth=2, locale__language_code="vi").locale).specific
    assert len(texts_of(page)) == len(texts_of(source)), page.title
