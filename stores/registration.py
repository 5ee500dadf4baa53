"""What this app offers to the whole site (architecture §10, registry)."""

from collections.abc import Iterator

from django.urls import reverse

from home.cards.card import register_cards
from home.registry import Hit, Location, SearchGroup, register_search, register_sitemap
from stores import jobs  # noqa: F401 - registers the daily jobs


def search_stores(query: str, limit: int) -> SearchGroup:
    """The stores that the directory would list for the same words."""
    from django.http import QueryDict
    from django.utils.translation import gettext as _

    from stores.directory import Directory

    params = QueryDict(mutable=True)
    params["q"] = query
    directory = Directory(params)
    stores = directory.page.object_list[:limit]
    hits = [_hit(store) for store in stores]
    return SearchGroup(_("Điểm bán"), hits, directory.total, reverse("stores:directory") + directory.querystring())


def _hit(store) -> Hit:
    from django.utils.translation import gettext as _

    where = ", ".join(part for part in (store.address, str(store.unit)) if part)
    return Hit(store.name, store.get_absolute_url(), where, _("Dữ liệu mẫu") if store.is_sample else "")


def sitemap_stores() -> Iterator[Location]:
    from stores.models import Store

    yield Location(reverse("stores:directory"))
    for store in Store.objects.public().only("slug", "last_published_at"):
        yield Location(store.get_absolute_url(), store.last_published_at)


def _register_cards() -> None:
    from stores.cards import DIRECTORY, PLACES, directory_card, store_card_of

    register_cards(PLACES, store_card_of)
    register_cards(DIRECTORY, directory_card)


_register_cards()
register_search("stores", search_stores)
register_sitemap("stores", sitemap_stores)
