"""Copying a Vietnamese page to English: a draft that carries the text to be replaced."""

from django.db import transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page

ENGLISH = "en"


def missing_ancestors(page: Page) -> list[Page]:
    """The Vietnamese pages above this one that have to be copied first, from the top down; the tree's root is nobody's."""
    english = Locale.objects.get(language_code=ENGLISH)
    above = page.get_ancestors().filter(depth__gt=1)
    copied = set(Page.objects.filter(locale=english).values_list("translation_key", flat=True))
    return [ancestor for ancestor in above if ancestor.translation_key not in copied]


@transaction.atomic
def copy_to_english(page: Page, user: object = None, *, with_descendants: bool = False) -> Page:
    """The English page, a draft; sections above it come along as drafts, never as aliases that would show Vietnamese."""
    english = Locale.objects.get(language_code=ENGLISH)
    for ancestor in missing_ancestors(page):
        _copy(ancestor.specific, english, user)
    existing = page.get_translation_or_none(english)
    made = existing or _copy(page.specific, english, user)
    if with_descendants:
        for child in page.get_children():
            copy_to_english(child, user, with_descendants=True)
    return made


def _copy(page: Page, locale: Locale, user: object) -> Page:
    # Who may translate is asked by the view; adding below a section that was made a moment ago is part of it.
    return CopyPageForTranslationAction(page=page, locale=locale, user=user).execute(skip_permission_checks=True)
