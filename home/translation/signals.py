"""When facts about translations change by themselves. Connected in `HomeConfig.ready()`."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished

from home.models.media import SiteImage
from home.models.translations import Translation
from home.translation import state


def _copied(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Page) and not target_obj.alias_of_id:
        state.begin(target_obj)


def _published(instance: Page, **kwargs: Any) -> None:
    if state.is_source_language(instance):
        state.source_published(instance)
    else:
        state.published(instance)


def _unpublished(instance: Page, **kwargs: Any) -> None:
    if state.is_source_language(instance):
        state.withdraw_with([instance.pk])


def _restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page that was closed to the public, and what lies below it."""
    if state.is_source_language(instance.page):
        below = instance.page.get_descendants(inclusive=True)
        state.withdraw_with(list(below.values_list("pk", flat=True)))


def _image_described(instance: SiteImage, created: bool, **kwargs: Any) -> None:
    """The words about a picture are words of the pages that show it."""
    if created:
        return
    kind = ContentType.objects.get_for_model(SiteImage)
    shown_on = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(instance.pk))
    pages = {int(pk) for pk in shown_on.values_list("object_id", flat=True) if pk.isdigit()}
    for facts in Translation.objects.filter(source_id__in=pages, source__live=True).select_related("source"):
        state.source_published(facts.source.specific)


def connect() -> None:
    copy_for_translation_done.connect(_copied, dispatch_uid="translation-copied")
    page_published.connect(_published, dispatch_uid="translation-published")
    page_unpublished.connect(_unpublished, dispatch_uid="translation-unpublished")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="translation-restricted")
    post_save.connect(_image_described, sender=SiteImage, dispatch_uid="translation-image")
