"""Which address shows this page in the other language."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page


def in_language(path: str, code: str) -> str:
    """The same path under another language's prefix; Vietnamese has none."""
    bare = path[3:] if path == "/en" or path.startswith("/en/") else path
    bare = bare or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def page_url(page: Page) -> str:
    """A page's address for this reader: its translation, else the Vietnamese page under the reader's language."""
    code = get_language()
    if page.locale.language_code != code:
        page = page.localized
    url = page.url or ""
    return url if page.locale.language_code == code else in_language(url, code)


def language_switch(request: HttpRequest) -> list[dict]:
    """Both languages with their addresses. Pages answer with their translation's address when there is one."""
    now = get_language()
    own: dict[str, str] = getattr(request, "translated_urls", {})
    return [
        {
            "code": code,
            "label": label,
            "url": own.get(code) or in_language(request.path, code),
            "current": code == now,
        }
        for code, label in settings.LANGUAGES
    ]
