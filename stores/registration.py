"""What this app offers to the whole site (architecture §10, registry)."""

from collections.abc import Iterator

from django.urls import reverse

from home.registry import Hit, Location, SearchGroup, register_search, register_search_words, register_sitemap
from stores import jobs  # noqa: F401 - registers the daily jobs


def search_stores(query: str, limit: int) -> SearchGroup:
    """The stores that the directory would list for the same words."""
    from django.http import QueryDict
    from django.utils.translation import gettext as _

    from stores.directory import Directory

    params = QueryDict(mutable=True)
    params["q"] = query
    directory = Directory(params)
    found = directory.stores()
    hits = [_hit(store) for store in found.select_related("unit").order_by("sort_key", "pk")[:limit]]
    return SearchGroup(_("Điểm bán"), hits, found.count(), reverse("stores:directory") + directory.querystring())


def _hit(store) -> Hit:
    from django.utils.translation import gettext as _

    where = ", ".join(part for part in (store.address, str(store.unit)) if part)
    return Hit(store.name, store.get_absolute_url(), where, _("Dữ liệu mẫu") if store.is_sample else "")


def sitemap_stores() -> Iterator[Location]:
    from stores.models import Store

    yield Location(reverse("stores:directory"))
    for store in Store.objects.public().only("slug", "last_published_at"):
        yield Location(store.get_absolute_url(), store.last_published_at)


def store_words() -> Iterator[str]:
    """Names of places and of what they sell, for "did you mean"."""
    from stores.models import ProductCategory, Store

    yield from Store.objects.public().values_list("name", flat=True)
    yield from ProductCategory.objects.values_list("name", flat=True)


register_search("stores", search_stores)
register_search_words("stores", store_words)
register_sitemap("stores", sitemap_stores)
