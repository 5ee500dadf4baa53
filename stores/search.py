"""What the one search finds of this app: places, and the communes and wards that they lie in."""

from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.models import Unit
from home.registry import Hit, SearchGroup
from home.search.rows import essence, how_far_back
from home.text import normalise, words
from home.units.resolver import Resolution, resolve
from stores.asking import ABOUT_UNITS
from stores.directory import Directory
from stores.models import ProductCategory, Store

LONGEST_UNIT_NAME = 8  # words, type and district included; a longer question names no unit


def search_stores(query: str, limit: int) -> SearchGroup:
    """The stores that the directory would list for the same words; those first whose names hold them."""
    params = QueryDict(mutable=True)
    params["q"] = query
    directory = Directory(params)
    found = directory.stores()
    nearest = found.select_related("unit").order_by(how_far_back(directory.asked, "folded"), "sort_key", "pk")
    hits = [_store_hit(store) for store in nearest[:limit]]
    total = len(hits) if len(hits) < limit else found.count()
    return SearchGroup(_("Điểm bán"), hits, total, reverse("stores:directory") + directory.querystring())


def _store_hit(store: Store) -> Hit:
    where = ", ".join(part for part in (store.address, str(store.unit)) if part)
    return Hit(store.name, store.get_absolute_url(), where, _("Dữ liệu mẫu") if store.is_sample else "")


def search_units(query: str, limit: int) -> SearchGroup:
    """The units of today that a name from any time stands for, each with its places."""
    meant = _resolved(query)
    if meant.kind == "none" and (name := essence(query, ABOUT_UNITS)) != normalise(query).casefold():
        meant = _resolved(name)
    units = list(meant.choices)[:limit]
    if not units:
        return SearchGroup(_("Xã, phường"), [], 0, "")
    counted = Store.objects.public().filter(unit__in=units).order_by().values_list("unit").annotate(n=Count("pk"))
    numbers = dict(counted)
    hits = [_unit_hit(unit, numbers.get(unit.pk, 0), meant.matched) for unit in units]
    return SearchGroup(_("Xã, phường"), hits, len(meant.choices), "")


def _resolved(text: str) -> Resolution:
    return resolve(text) if len(words(text)) <= LONGEST_UNIT_NAME else Resolution("none")


def _unit_hit(unit: Unit, number: int, matched: Iterable[Unit]) -> Hit:
    names = [former.full_name for former in matched if former.full_name != unit.full_name]
    before = _("Tên cũ: %(names)s") % {"names": ", ".join(names)} if names else ""
    places = ngettext("%(number)d điểm bán", "%(number)d điểm bán", number) % {"number": number}
    return Hit(
        unit.full_name,
        reverse("stores:unit", args=[unit.slug]),
        places if number else _("Chưa có điểm bán nào"),
        before,
    )


def store_words() -> Iterator[str]:
    """Names of places and of what they sell, for "did you mean"."""
    yield from Store.objects.public().values_list("name", flat=True)
    yield from ProductCategory.objects.values_list("name", flat=True)
    yield from Unit.objects.values_list("name", flat=True)
