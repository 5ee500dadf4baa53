"""Shared by every test: the standing cast and a small true site."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Collection, Locale, Page

from tests import factories


@pytest.fixture(autouse=True)
def clean_cache():
    """No test sees what another one cached."""
    cache.clear()


@pytest.fixture(autouse=True)
def vietnamese():
    """A request leaves its language behind in the thread; no test begins in another one's."""
    with translation.override("vi"):
        yield


def make_roots() -> None:
    """The roots of pages and collections, which Wagtail's migrations make and the end of a test that commits empties."""
    if not Page.objects.filter(depth=1).exists():
        Locale.objects.get_or_create(language_code="vi")
        Page.add_root(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
        Collection.add_root(name="Root")


@pytest.fixture
def roots(transactional_db) -> None:
    make_roots()


@pytest.fixture
def site_home(db):
    """The Vietnamese home page of an otherwise empty site."""
    from home.bootstrap import ensure_home

    return ensure_home()


@pytest.fixture
def shipped_synonyms(db):
    """The synonyms that come with the product."""
    from home.search.synonyms import load_synonyms

    load_synonyms()


@pytest.fixture
def cast(db):
    """Administrator, editor, approver, store officer, decision maker, and a stranger who never signs in."""
    return factories.make_cast()
