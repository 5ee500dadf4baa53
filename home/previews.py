"""Which documents the public may fetch, and the pictures of their first pages.

A document is as public as what refers to it: a page that may be read, or a record that is live. One that only drafts or
private pages use is for staff. Wagtail keeps the references of what is published; drafts are not among them.
"""

import io
from contextlib import suppress
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from PIL import Image
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from home.jobs import job
from home.models import DocumentPreview, SiteDocument
from home.visibility import public_pages

WIDTH = 640
PICTURES = ("jpg", "jpeg", "png", "webp")
MOST_PIXELS = 40_000_000


def is_public(document: SiteDocument) -> bool:
    """Whether something that everybody may read refers to it."""
    pages, others = _referring(document)
    return public_pages(Page.objects.filter(pk__in=pages)).exists() or any(_is_live(*other) for other in others)


def may_fetch(document: SiteDocument, request: HttpRequest) -> bool:
    """The public, or who got through the restriction (password, login) of a live page that has it."""
    if is_public(document):
        return True
    pages, _others = _referring(document)
    # Not the public door: restricted pages count for those whom their restriction accepts.
    restrictions = [page.get_view_restrictions() for page in Page.objects.live().filter(pk__in=pages)]
    return any(of_page and all(one.accept_request(request) for one in of_page) for of_page in restrictions)


def _referring(document: SiteDocument) -> tuple[list[int], list[tuple[ContentType, str]]]:
    """Pages by their ids, and everything else by type and id."""
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(SiteDocument), to_object_id=str(document.pk)
    ).values_list("base_content_type", "content_type", "object_id")
    page_type = ContentType.objects.get_for_model(Page).pk
    pages, others = [], []
    for base, content_type, pk in set(found):
        if base == page_type:
            pages.append(int(pk))
        else:
            others.append((ContentType.objects.get_for_id(content_type), pk))
    return pages, others


def _is_live(content_type: ContentType, pk: str) -> bool:
    model = content_type.model_class()
    record = model._base_manager.filter(pk=pk).first() if model and model is not DocumentPreview else None
    return record is not None and getattr(record, "live", True)


@job()
def refresh_previews() -> str:
    """Make the pictures that are missing or of an older file; take away those of what is not public any more."""
    drop_private_previews()
    made = 0
    for document in SiteDocument.objects.select_related("preview"):
        preview = getattr(document, "preview", None)
        if (preview is None or preview.of_hash != document.get_file_hash()) and is_public(document):
            made += make_preview(document)
    return f"{made} made"


def drop_private_previews() -> None:
    for preview in DocumentPreview.objects.select_related("document"):
        if not is_public(preview.document):
            remove(preview)


def remove(preview: DocumentPreview) -> None:
    preview.file.delete(save=False)
    preview.delete()


def make_preview(document: SiteDocument) -> bool:
    """False for what has no first page to show: a table, a film, a file that nobody can open."""
    picture = first_page(document)
    if picture is None:
        return False
    made = io.BytesIO()
    picture.save(made, "WEBP", quality=80)
    old = DocumentPreview.objects.filter(document=document).first()
    if old is not None:
        remove(old)
    preview = DocumentPreview(
        document=document, of_hash=document.get_file_hash(), width=picture.width, height=picture.height
    )
    preview.file.save("trang-dau.webp", ContentFile(made.getvalue()))
    return True


def first_page(document: SiteDocument) -> Image.Image | None:
    """At most `WIDTH` wide."""
    extension = document.file_extension.lower()
    if extension != "pdf" and extension not in PICTURES:
        return None
    with suppress(OSError, ValueError, RuntimeError, Image.DecompressionBombError), document.open_file() as file:
        content = file.read()
        picture = _pdf_page(content) if extension == "pdf" else Image.open(io.BytesIO(content))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture = picture.convert("RGB")
        picture.thumbnail((WIDTH, WIDTH * 2))
        return picture
    return None


def _pdf_page(content: bytes) -> Image.Image:
    import pypdfium2  # loads a library of its own; only the worker needs it

    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        scale = min(4.0, WIDTH / max(page.get_width(), 1))
        return page.render(scale=scale).to_pil()


# --- When it happens ------------------------------------------------------------------------------------------------


def _shown_more(**kwargs) -> None:
    refresh_previews.enqueue_once("document-previews")


def _shown_less(sender: type[models.Model], **kwargs) -> None:
    """At once, not when a worker comes by: the picture stands under a public address."""
    if issubclass(sender, Page | PageViewRestriction):
        transaction.on_commit(partial(drop_private_previews), robust=True)


def connect() -> None:
    """Called once, from `HomeConfig.ready()`."""
    page_published.connect(_shown_more, dispatch_uid="previews-published")
    page_unpublished.connect(_shown_less, dispatch_uid="previews-unpublished")
    post_save.connect(_shown_less, sender=PageViewRestriction, dispatch_uid="previews-restricted")
    post_delete.connect(_shown_more, sender=PageViewRestriction, dispatch_uid="previews-opened")
    post_delete.connect(_shown_less, dispatch_uid="previews-deleted")
