"""Makes the sized copies of pictures before readers ask for them."""

from collections import defaultdict

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_save
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, published

from home.delivery.generation import changed
from home.jobs import job
from home.models.media import SiteImage
from home.pictures import formats_at, make
from home.visibility import public_pages


@job()
def make_copies(image: int, names: list[str]) -> str:
    return _make({image: set(names)})


@job()
def make_copies_of_page(page: int) -> str:
    """For a page that was published; one that is not public gets its copies when it becomes so."""
    if not public_pages(Page.objects.filter(pk=page)).exists():
        return "not public"
    return _make(_shown(object_id=str(page)))


@job()
def make_copies_of_record(label: str, record: int) -> str:
    """The same for a record that is published without being a page."""
    model = apps.get_model(label)
    if not model.objects.public().filter(pk=record).exists():
        return "not public"
    return _make(_shown(model, object_id=str(record)))


@job()
def make_copies_of_image(image: int) -> str:
    """For a picture that got another file or another focal point: on the public pages and records that show it."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for model in (Page, *_with_pictures):
        rows = _references(model).filter(to_object_id=str(image)).values_list("object_id", flat=True)
        known = model.objects.filter(pk__in=[int(pk) for pk in rows])
        public = (public_pages(known) if model is Page else known.public()).values_list("pk", flat=True)
        shown = _shown(model, to_object_id=str(image), object_id__in=[str(pk) for pk in public])
        for picture, formats in shown.items():
            wanted[picture] |= formats
    return _make(wanted)


def _references(model: type[models.Model]) -> models.QuerySet[ReferenceIndex]:
    types = ContentType.objects.get_for_models(SiteImage, model)
    return ReferenceIndex.objects.filter(to_content_type=types[SiteImage], base_content_type=types[model])


def _shown(model: type[models.Model] = Page, **where) -> dict[int, set[str]]:
    """The formats in which each picture is shown there."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for pk, path in _references(model).filter(**where).values_list("to_object_id", "model_path"):
        wanted[int(pk)].update(formats_at(path))
    return wanted


def _make(wanted: dict[int, set[str]]) -> str:
    made, lost = 0, 0
    for image in SiteImage.objects.filter(pk__in=wanted):
        try:
            made += make(image, sorted(wanted[image.pk]))
        except (SourceImageIOError, OSError):
            lost += 1
    if made:
        changed()  # pages that were stored with a stand-in
    return f"{made} made" + (f", {lost} without a file" if lost else "")


# --- When it happens ------------------------------------------------------------------------------------------------


_with_pictures: list[type[models.Model]] = []


def shows_pictures(model: type[models.Model]) -> None:
    """Records of this model are published with pictures of their own; called by the app that has them."""
    _with_pictures.append(model)
    published.connect(_record_published, sender=model, dispatch_uid=f"pictures-published-{model._meta.label}")


def _record_published(instance: models.Model, **kwargs) -> None:
    label = instance._meta.label_lower
    make_copies_of_record.enqueue_once(f"pictures-of-{label}-{instance.pk}", label, instance.pk)


def _published(instance: Page, **kwargs) -> None:
    make_copies_of_page.enqueue_once(f"pictures-of-page-{instance.pk}", instance.pk)


def _image_saved(instance: SiteImage, created: bool, raw: bool = False, **kwargs) -> None:
    if not created and not raw:
        make_copies_of_image.enqueue_once(f"pictures-of-image-{instance.pk}", instance.pk)


def connect() -> None:
    """Called once, from `HomeConfig.ready()`."""
    page_published.connect(_published, dispatch_uid="pictures-published")
    post_save.connect(_image_saved, sender=SiteImage, dispatch_uid="pictures-changed")
