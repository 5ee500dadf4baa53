"""A text in the reader's language where there is one, and which language it is in."""

from typing import Self

from django.conf import settings
from django.utils.translation import get_language


class LocalText(str):
    """Reads as the text; `language` tells templates ({% text_lang %}) whether it has to be marked."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, vietnamese: str, english: str) -> Self:
        is_english = get_language() == "en" and bool(english)
        text = super().__new__(cls, english if is_english else vietnamese)
        text.language = "en" if is_english else settings.LANGUAGE_CODE
        return text
