"""What this app offers to the whole site (architecture §10, registry)."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from home.cards.card import register_cards
from home.delivery.generation import ignores
from home.erasure import register_erasure
from home.registry import Location, register_search, register_search_words, register_sitemap
from stores import jobs  # noqa: F401 - registers the daily jobs
from stores.cards import DIRECTORY, PLACES, directory_card, store_card_of
from stores.models import StorePrivate
from stores.search import search_stores, search_units, store_words
from stores.units import following  # noqa: F401 - says how places follow their commune
from stores.units.cards import UNITS, unit_card_of
from stores.units.sitemap import sitemap_units


def sitemap_stores() -> Iterator[Location]:
    from stores.models import Store

    yield Location(reverse("stores:directory"))
    for store in Store.objects.public().only("slug", "last_published_at"):
        yield Location(store.get_absolute_url(), store.last_published_at)


register_cards(PLACES, store_card_of)
register_cards(DIRECTORY, directory_card)
register_search("units", search_units)
register_search("stores", search_stores)
register_search_words("stores", store_words)
register_sitemap("stores", sitemap_stores)
register_cards(UNITS, unit_card_of)
register_sitemap("units", sitemap_units)

# --- Who owns a place --------------------------------------------------------------------------------------------------
ignores("stores.storeprivate")
register_erasure(
    StorePrivate,
    after=lambda: timedelta(days=settings.OWNER_RETENTION_DAYS),
    since="closed_on",
    where=Q(closed_on__isnull=False),
)
