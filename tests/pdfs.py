"""What a reader, and a screen reader, finds in a PDF."""

import ctypes
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True)
class Found:
    text: str
    pages: int
    language: str
    tagged: bool
    size: tuple[float, float]  # of the first page, in mm


def read(content: bytes) -> Found:
    with pypdfium2.PdfDocument(content) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        width, height = document[0].get_size()
        buffer = ctypes.create_string_buffer(64)
        raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64)
        return Found(
            " ".join(text.split()),
            len(document),
            buffer.raw.decode("utf-16-le").rstrip("\0"),
            bool(raw.FPDFCatalog_IsTagged(document.raw)),
            (round(width / 72 * 25.4), round(height / 72 * 25.4)),
        )
