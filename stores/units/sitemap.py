"""Which pages of units search engines are told of: today's units and the former districts, in both languages."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from home.models import Unit
from home.registry import Location


def sitemap_units() -> Iterator[Location]:
    yield _location("stores:units")
    for unit in (Unit.objects.current() | Unit.objects.former_districts()).only("slug"):
        yield _location("stores:unit", unit.slug)


def _location(name: str, *arguments: str) -> Location:
    urls = []
    for code, _label in settings.LANGUAGES:
        with override(code):
            urls.append((code, reverse(name, args=arguments)))
    return Location(dict(urls)[settings.LANGUAGE_CODE], alternates=tuple(urls))
