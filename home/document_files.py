"""What a document's file really is, and what readers are told of it before they tap."""

import zipfile
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HEAD = 4096
Check = Callable[[bytes, IO[bytes]], bool]

# The folder that only files of this type have inside; all are ZIP archives.
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
    "epub": b"application/epub+zip",
}
# What a text file never begins with: a page or a script under the name of a table.
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")
PICTURES = {"jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "png": (b"\x89PNG\r\n\x1a\n",), "webp": (b"RIFF",)}


def check(file: File) -> None:
    """Refuse a file that is too large, empty, or something else than its name says."""
    most = settings.DOCUMENT_MAX_UPLOAD_SIZE
    if file.size > most:
        message = _("Tệp nặng %(size)s, quá mức %(most)s. Hãy nén hoặc tách tệp rồi tải lên lại.")
        raise ValidationError(message % {"size": filesizeformat(file.size), "most": filesizeformat(most)})
    if not file.size:
        raise ValidationError(_("Tệp rỗng. Hãy chọn lại tệp."))
    extension = file.name.rpartition(".")[2].lower()
    if not is_really(extension, file):
        message = _("Nội dung tệp không phải là %(type)s như tên tệp ghi. Hãy mở tệp, lưu lại đúng định dạng.")
        raise ValidationError(message % {"type": extension.upper()})


def is_really(extension: str, file: IO[bytes] | File) -> bool:
    """Whether the content is of the type that the name says; False for a type we know nothing of."""
    try:
        file.seek(0)
        head = file.read(HEAD)
        if extension in OFFICE or extension in OPEN or extension == "zip":
            return _is_archive(extension, file)
        return _looks_like(extension, head)
    finally:
        file.seek(0)


def _looks_like(extension: str, head: bytes) -> bool:
    if extension == "pdf":
        return b"%PDF-" in head[:1024]
    if extension == "mp4":
        return head[4:8] == b"ftyp"
    if extension == "vtt":
        return head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
    if extension == "csv":
        return b"\0" not in head and not head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP)
    return head.startswith(PICTURES.get(extension, ())) if extension in PICTURES else False


def _is_archive(extension: str, file: IO[bytes] | File) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if extension in OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(OFFICE[extension]) for name in names)
            if extension in OPEN:
                return "mimetype" in names and _start(archive, "mimetype").strip() == OPEN[extension]
            return True
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(100)


def page_count(file: IO[bytes] | File, extension: str) -> int | None:
    """Of a PDF; None for everything else, and for a PDF that nobody could open."""
    if extension != "pdf":
        return None
    import pypdfium2

    file.seek(0)
    try:
        with pypdfium2.PdfDocument(file.read()) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return None
    finally:
        file.seek(0)


def told(extension: str, size: int | None, pages: int | None) -> str:
    """ "PDF, 1,2 MB, 4 trang": what comes with a tap."""
    parts = [extension.upper()]
    if size:
        parts.append(filesizeformat(size))
    if pages:
        parts.append(ngettext("%(count)d trang", "%(count)d trang", pages) % {"count": pages})
    return ", ".join(parts)
