"""What the finder gives to search and to the sitemap."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.alternatives.finder import with_links
from campaigns.models import Alternative, PlasticItem
from home.registry import Hit, Location, SearchGroup
from home.text import lower_first, words


def search_alternatives(query: str, limit: int) -> SearchGroup:
    """All that replaces the item that was named; else the alternatives in whose words the question stands."""
    item = _named(query)
    found = Alternative.objects.public()
    found = found.filter(items=item) if item else found.matching(query)
    more_url = item.get_absolute_url() if item else ""
    hits = [_hit(row, item) for row in with_links(found[:limit])]
    return SearchGroup(_("Cách thay đồ nhựa"), hits, found.count(), more_url)


def alternative_words() -> Iterator[str]:
    """Names of plastic things and of what replaces them, for "did you mean"."""
    yield from PlasticItem.objects.values_list("name", flat=True)
    yield from PlasticItem.objects.values_list("other_names", flat=True)
    yield from Alternative.objects.public().values_list("name", flat=True)


def _named(query: str) -> PlasticItem | None:
    wanted = words(query)
    items: QuerySet[PlasticItem] = PlasticItem.objects.filter(alternatives__live=True).distinct()
    for word in wanted:
        items = items.filter(folded__contains=f" {word}")
    return items.first() if wanted else None


def _hit(row: Alternative, item: PlasticItem | None) -> Hit:
    names = ", ".join(lower_first(entry.label) for entry in row.shown_items)
    of = item or next(iter(row.shown_items), None)
    url = f"{of.get_absolute_url() if of else reverse('alternatives:finder')}#cach-{row.slug}"
    note = _("Dữ liệu mẫu") if row.is_sample else ""
    return Hit(row.name, url, _("Thay cho %(names)s. %(why)s") % {"names": names, "why": row.advantages}, note)


def sitemap_alternatives() -> Iterator[Location]:
    """One address: each state of the finder names this one as its canonical address."""
    latest = Alternative.objects.public().order_by("-last_published_at").values_list("last_published_at", flat=True)
    yield Location(reverse("alternatives:finder"), latest.first())
