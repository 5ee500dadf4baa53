"""Files: published ones to everyone, originals and drafts only to staff who work with them, as attachments.

All of them whole or in parts (home/delivery/ranges.py).
"""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.documents.views.serve import serve
from wagtail.images import permissions as images
from wagtail.users.models import UserProfile

from home.delivery.ranges import with_ranges
from home.models import SiteDocument, SiteImage, User
from home.previews import may_fetch

IMAGE_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",
    "gif": "image/gif",
}  # fmt: skip
A_YEAR = 31_536_000
WORK = ("add", "change", "delete", "choose")  # any of these is a reason to see an original


@require_safe
@with_ranges
def public_file(request: HttpRequest, name: str) -> FileResponse:
    """A rendition. Its name is random and its content never changes, so it may be kept for ever."""
    content_type = IMAGE_TYPES.get(_extension(name))
    if content_type is None:
        raise Http404
    response = FileResponse(_open("public", name), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@with_ranges
@require_admin_access
def private_file(request: HttpRequest, name: str) -> FileResponse | HttpResponseForbidden:
    """An original, for staff who may work with it. Nothing uploaded is ever run or shown as a page in our origin."""
    if UserProfile.objects.filter(avatar=name).exists():
        return _private(name, IMAGE_TYPES.get(_extension(name)))
    if not _may_see(request.user, name):
        return HttpResponseForbidden(_("Bạn không có quyền xem tệp này."), content_type="text/plain; charset=utf-8")
    return _private(name)


@require_safe
@with_ranges
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """A file to download or play, by Wagtail's own view; `guard_document` has the first word."""
    return serve(request, document_id, filename)


def guard_document(document: SiteDocument, request: HttpRequest) -> HttpResponse | None:
    """Before a document is served: one that only drafts or private pages use is for staff who work with it."""
    if may_fetch(document, request):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    if document_policy.user_has_any_permission_for_instance(request.user, WORK, document):
        return None
    return HttpResponseForbidden(_("Bạn không có quyền xem tệp này."), content_type="text/plain; charset=utf-8")


def _may_see(user: User, name: str) -> bool:
    """Whether some image or document of this file is in a collection where the user works."""
    image, document = SiteImage.objects.filter(file=name).first(), SiteDocument.objects.filter(file=name).first()
    if image is not None:
        return images.permission_policy.user_has_any_permission_for_instance(user, WORK, image)
    if document is not None:
        return document_policy.user_has_any_permission_for_instance(user, WORK, document)
    # Nobody's file: an upload whose form was never sent, or nothing. Only who sees everything learns which.
    return user.is_superuser


def _private(name: str, content_type: str | None = None) -> FileResponse:
    """Inline only for portraits, whose type is known; everything else is a download of bytes."""
    shown = content_type or "application/octet-stream"
    response = FileResponse(_open("default", name), as_attachment=content_type is None, content_type=shown)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _open(storage: str, name: str) -> File:
    try:
        return storages[storage].open(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
