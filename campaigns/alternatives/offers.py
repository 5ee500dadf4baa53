"""What the finder gives to search and to the sitemap."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from modelsearch.query import SearchQuery

from campaigns.alternatives.finder import linked, replaceable
from campaigns.models import Alternative, PlasticItem
from home.registry import Hit, Location, SearchGroup
from home.search.fillers import QUESTION
from home.search.rows import how_far_back, read_for_rows, row_matches
from home.text import lower_first

# Who asks a list of replacements what replaces a thing need only name the thing.
REPLACING = QUESTION.and_also(
    "thay", "thay thế", "thay thế cho", "thay cho", "thay bằng gì", "thay thế bằng gì", "dùng gì", "dùng gì thay",
    "dùng gì thay cho", "dùng gì thay thế", "đồ thay", "đồ thay thế", "cái thay", "không dùng", "mua",
)  # fmt: skip


def search_alternatives(query: str, limit: int) -> SearchGroup:
    """All that replaces the item that was named; else the alternatives in whose words the question stands."""
    asked = read_for_rows(query, REPLACING)
    item = _named(asked)
    found = Alternative.objects.public()
    nearest = (how_far_back(asked, "folded"), *Alternative._meta.ordering)
    found = found.filter(items=item) if item else found.matching(asked).order_by(*nearest)
    rows = list(found[:limit])
    items = linked(rows, Alternative.items.through, "plasticitem") if rows else {}
    hits = [_hit(row, items[row.pk], item) for row in rows]
    total = len(rows) if len(rows) < limit else found.count()
    return SearchGroup(_("Cách thay đồ nhựa"), hits, total, item.get_absolute_url() if item else "")


def alternative_words() -> Iterator[str]:
    """Names of plastic things and of what replaces them, for "did you mean"."""
    yield from PlasticItem.objects.values_list("name", flat=True)
    yield from PlasticItem.objects.values_list("other_names", flat=True)
    yield from Alternative.objects.public().values_list("name", flat=True)


def _named(asked: SearchQuery) -> PlasticItem | None:
    """The first thing whose names hold what was asked, among those that something replaces."""
    return next((item for item in replaceable() if row_matches(asked, item.folded)), None)


def _hit(row: Alternative, items: list[PlasticItem], item: PlasticItem | None) -> Hit:
    names = ", ".join(lower_first(entry.label) for entry in items)
    of = item or next(iter(items), None)
    url = f"{of.get_absolute_url() if of else reverse('alternatives:finder')}#cach-{row.slug}"
    note = _("Dữ liệu mẫu") if row.is_sample else ""
    return Hit(row.name, url, _("Thay cho %(names)s. %(why)s") % {"names": names, "why": row.advantages}, note)


def sitemap_alternatives() -> Iterator[Location]:
    """One address: each state of the finder names this one as its canonical address."""
    latest = Alternative.objects.public().order_by("-last_published_at").values_list("last_published_at", flat=True)
    yield Location(reverse("alternatives:finder"), latest.first())
