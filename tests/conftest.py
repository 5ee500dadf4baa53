"""Shared by every test: the standing cast and a small true site."""

import pytest
from django.core.cache import cache
from django.utils import translation

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


@pytest.fixture
def site_home(db):
    """The Vietnamese home page of an otherwise empty site."""
    from home.bootstrap import ensure_home

    return ensure_home()


@pytest.fixture
def cast(db):
    """Administrator, editor, approver, store officer, decision maker, and a stranger who never signs in."""
    return factories.make_cast()
