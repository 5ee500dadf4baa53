"""The life of a translation: begun, declared finished, published, behind its source, withdrawn with it.

Nothing is synchronised: the text of a translated page is written by people only. This module keeps what is known about it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from home.models.translations import Translation
from home.translation.texts import Text, digest_of, texts_of, untranslated, values_of, words_changed
from home.visibility import public_pages

DECLARE, WITHDRAW = "home.translation.declare", "home.translation.withdraw"
DONE_FIELD = "translation_done"


@dataclass(frozen=True)
class Problem:
    """Why a translation may not be published, and beside what an editor reads it."""

    message: str
    field: str
    block: int | None = None


def is_source_language(page: Page) -> bool:
    return page.locale.language_code == settings.LANGUAGE_CODE


def facts_of(page: Page) -> Translation | None:
    """What is known of this translated page; None for a Vietnamese page and for one that translates nothing."""
    if not page.pk or is_source_language(page):
        return None
    known = Translation.objects.filter(page_id=page.pk).select_related("source", "declared_by").first()
    return known or begin(page)


def begin(page: Page) -> Translation | None:
    """Remember of what text this page is a copy. A page of its own, without a source, is no translation."""
    source = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if source is None:
        return None
    values = values_of(_present(source))
    changed_at = source.last_published_at or source.latest_revision_created_at or timezone.now()
    facts, _created = Translation.objects.get_or_create(
        page_id=page.pk,
        defaults={
            "source": source, "source_texts": values, "source_digest": digest_of(values), "known_texts": values,
            "source_changed_at": changed_at, "base_revision": source.live_revision or source.latest_revision,
        },
    )  # fmt: skip
    return facts


def _present(source: Page) -> Page:
    """What the public reads; of a page never published, its latest draft."""
    return source.specific if source.live else source.get_latest_revision_as_object()


def source_published(source: Page) -> None:
    """After each publication of a source: its translations are behind only if its words have changed."""
    translations = list(Translation.objects.filter(source_id=source.pk))
    if not translations:
        return
    values = values_of(source)
    digest = digest_of(values)
    for facts in translations:
        if digest == facts.source_digest:
            continue
        facts.known_texts = sorted({*facts.known_texts, *values})
        facts.source_texts, facts.source_digest = values, digest
        facts.source_changed_at = timezone.now()
        facts.words_changed = words_changed(facts.declared_texts, values) if facts.is_done else 0
        facts.save()


def declare(page: Page, user: object = None, seen: str | None = None) -> Translation | None:
    """Somebody answers for it: finished, and true to the source as it is. `seen` is the digest they had before them."""
    facts = facts_of(page)
    if facts is None or (seen and seen != facts.source_digest):
        return facts
    if facts.declared_digest == facts.source_digest:
        return facts
    facts.declared_texts, facts.declared_digest = facts.source_texts, facts.source_digest
    facts.declared_source_at, facts.declared_at = facts.source_changed_at, timezone.now()
    facts.declared_by = user if getattr(user, "pk", None) else None
    facts.base_revision, facts.words_changed = facts.source.live_revision, 0
    facts.save()
    log(instance=page, action=DECLARE, user=facts.declared_by, data={"source": facts.source.title})
    return facts


def take_back(page: Page) -> None:
    """The translation is not finished after all; what the public reads keeps its own record."""
    Translation.objects.filter(page_id=page.pk).update(
        declared_texts=[], declared_digest="", declared_source_at=None, declared_at=None, declared_by=None
    )


def published(page: Page) -> None:
    """The public now reads what was declared."""
    facts = facts_of(page)
    if facts is not None and facts.is_done:
        facts.published_digest, facts.published_source_at = facts.declared_digest, facts.declared_source_at
        facts.save(update_fields=["published_digest", "published_source_at"])


# --- What may be published ------------------------------------------------------------------------------------------


def problems_of(page: Page, *, is_declared: bool | None = None) -> list[Problem]:
    """Why this page may not be published as a translation; nothing for a Vietnamese page."""
    facts = facts_of(page)
    if facts is None:
        return []
    problems = []
    if not public_pages(Page.objects.filter(pk=facts.source_id)).exists():
        message = _("Bản gốc tiếng Việt chưa đăng hoặc đã gỡ, nên bản dịch chưa đăng được. Bạn vẫn lưu nháp được.")
        problems.append(Problem(message, DONE_FIELD))
    if not (facts.is_done if is_declared is None else is_declared):
        message = _("Hãy đánh dấu khi bản dịch đã xong và khớp với bản gốc. Chưa xong thì vẫn lưu nháp được.")
        problems.append(Problem(message, DONE_FIELD))
    left = untranslated(texts_of(page), set(facts.known_texts), str(settings.SITE_NAME))
    return problems + [_left_in_vietnamese(text) for text in left]


def _left_in_vietnamese(text: Text) -> Problem:
    start = text.value if len(text.value) <= 60 else f"{text.value[:60].rstrip()}…"
    return Problem(_("Chỗ này còn nguyên tiếng Việt: “%(start)s”.") % {"start": start}, text.field, text.block)


# --- A source that is withdrawn -------------------------------------------------------------------------------------


def public_translations_of(sources: list[int]) -> list[Page]:
    """The translations that are out, of these Vietnamese pages."""
    originals = Page.objects.filter(pk__in=sources, locale__language_code=settings.LANGUAGE_CODE)
    keys = list(originals.values_list("translation_key", flat=True))
    return list(
        Page.objects.filter(live=True, translation_key__in=keys).exclude(locale__language_code=settings.LANGUAGE_CODE)
    )


def withdraw_with(sources: list[int]) -> None:
    """What is no longer said in Vietnamese is not said in English either."""
    for page in public_translations_of(sources):
        page.specific.unpublish(log_action=WITHDRAW)
