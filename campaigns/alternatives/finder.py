"""From "what do you want to replace, and where?" to rows with all that the table, the cards and the spreadsheet show.

One address holds the whole state: `thay` an item, `o` a situation, `trang` a page.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Model, Prefetch, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Alternative, GuidePage, PlasticItem, Situation
from home.delivery.remembered import remembered
from home.listing import Facet, Group, Listing, Option
from home.visibility import public_pages

PAGE_SIZE = 20
ITEM, SITUATION = "thay", "o"
PARAMS = (ITEM, SITUATION)


class Finder:
    """One state of the finder."""

    def __init__(self, params: QueryDict) -> None:
        self.listing = Listing(Alternative.objects.public(), _facets(), params, page_size=PAGE_SIZE)

    @property
    def item(self) -> PlasticItem | None:
        return catalogue(PlasticItem).get(self.listing.chosen.get(ITEM))

    @property
    def situation(self) -> Situation | None:
        return catalogue(Situation).get(self.listing.chosen.get(SITUATION))

    @property
    def total(self) -> int:
        return self.listing.page.paginator.count

    def page_rows(self) -> list[Alternative]:
        return with_links(self.listing.page.object_list)

    def all_rows(self) -> list[Alternative]:
        """Of all pages: what the spreadsheet holds."""
        return with_links(self.listing.found)

    def groups(self) -> dict[str, Group]:
        return {group.param: group for group in self.listing.groups}

    def wider(self) -> list[Option]:
        """The states that one choice less would give, the one that keeps the plastic item first."""
        if len(self.listing.chosen) < len(PARAMS):
            return []
        groups = self.groups()
        options = []
        for dropped, kept in ((SITUATION, self.item), (ITEM, self.situation)):
            every = next((option for option in groups[dropped].options if not option.value), None)
            if kept is not None and every is not None and every.count:
                options.append(Option(kept.label, every.count, every.url, current=False))
        return options

    def context(self) -> dict:
        groups = self.groups()
        query = self.listing.querystring()
        return {
            "finder": self,
            "rows": self.page_rows(),
            "total": self.total,
            "item": self.item,
            "situation": self.situation,
            "item_group": groups.get(ITEM),
            "situation_group": groups.get(SITUATION),
            "tiles": tiles(groups.get(ITEM)) if self.item is None else [],
            "wider": self.wider(),
            "csv_url": reverse("alternatives:csv") + (f"?{query}" if query else ""),
            "page_obj": self.listing.page,
            "base_query": query,
        }


def tiles(group: Group | None) -> list[dict]:
    """The items as pictures to touch, while none is chosen."""
    if group is None:
        return []
    items = {item.slug: item for item in catalogue(PlasticItem).values()}
    return [{"option": option, "item": items[option.value]} for option in group.options if option.value]


def preview_context(request: HttpRequest, alternative: Alternative) -> dict:
    """The page as it would look with this draft alone."""
    alternative.shown_items = list(alternative.items.all())
    alternative.shown_categories = list(alternative.categories.all())
    return {"rows": [alternative], "total": 1, "tiles": [], "wider": [], "csv_url": reverse("alternatives:csv")}


def with_links(alternatives: QuerySet[Alternative]) -> list[Alternative]:
    """Rows with `shown_items`, `shown_categories` and their guide if it is public: three queries, however many rows.

    Relations kept with drafts (modelcluster) cannot be prefetched, so their tables are read here.
    """
    guides = public_pages(GuidePage.objects.defer("body", "sources"))
    rows = list(alternatives.prefetch_related(Prefetch("guide", queryset=guides)))
    items = linked(rows, Alternative.items.through, "plasticitem")
    categories = linked(rows, Alternative.categories.through, "productcategory")
    for row in rows:
        row.shown_items, row.shown_categories = items[row.pk], categories[row.pk]
    return rows


def linked(rows: list[Alternative], through: type[Model], field: str) -> dict[int, list]:
    """What stands on the other side of a relation, by the row's key: one query, however many rows."""
    links = through.objects.filter(alternative__in=[row.pk for row in rows]).select_related(field)
    found: dict[int, list] = defaultdict(list)
    for link in links.order_by(f"{field}__order", f"{field}__name"):
        found[link.alternative_id].append(getattr(link, field))
    return found


def _facets() -> list[Facet]:
    return [
        _facet(ITEM, _("Thứ muốn thay"), "items", PlasticItem),
        _facet(SITUATION, _("Ở đâu"), "situations", Situation),
    ]


def _facet(param: str, label: str, column: str, model: type[PlasticItem] | type[Situation]) -> Facet:
    entries = catalogue(model)
    places = list(entries)
    return Facet(
        param,
        label,
        column,
        lambda pk: entries[pk].label if pk in entries else None,
        slug_of=lambda pk: entries[pk].slug,
        order=places.index,
    )


@remembered
def catalogue(model: type[PlasticItem] | type[Situation]) -> dict:
    """All entries by key, in the order staff gave them."""
    return {entry.pk: entry for entry in model.objects.all()}


@remembered
def replaceable() -> list[PlasticItem]:
    """The items for which there is an alternative."""
    counts = items_of(Alternative.objects.public())
    return [item for item in catalogue(PlasticItem).values() if counts.get(item.pk)]


@remembered
def often_wanted(number: int) -> list[tuple[PlasticItem, int]]:
    """The first items for which there is an alternative, with how many."""
    counts = items_of(Alternative.objects.public())
    items = [item for item in catalogue(PlasticItem).values() if counts.get(item.pk)]
    return [(item, counts[item.pk]) for item in items[:number]]


@remembered
def replaced_by(guide: int) -> list[tuple[PlasticItem, int]]:
    """What this guide's own alternatives replace, what most of them replace first; each with all its alternatives."""
    public = Alternative.objects.public()
    own = items_of(public.filter(guide=guide))
    counts = items_of(public, own) if own else {}
    items = [item for item in catalogue(PlasticItem).values() if own.get(item.pk)]
    return [(item, counts[item.pk]) for item in sorted(items, key=lambda item: -own[item.pk])]


def items_of(alternatives: QuerySet[Alternative], items: Iterable[int] | None = None) -> dict[int, int]:
    """How many of these alternatives replace each item (by key)."""
    links = Alternative.items.through.objects.filter(alternative__in=alternatives.order_by())
    if items is not None:
        links = links.filter(plasticitem__in=list(items))
    return dict(links.order_by().values_list("plasticitem").annotate(number=Count("pk")))
