"""What replaces plastic: items, situations and alternatives, each published as an editor would."""

from campaigns.models import Alternative, GuidePage, PlasticItem, Situation
from config.demo_loader.files import read_yaml
from stores.models import ProductCategory

PLAIN = (
    "name", "recommended", "audience", "advantages", "drawbacks", "price_low", "price_high", "price_unit", "price_date",
    "price_source", "price_url", "lifespan", "uses", "cleaning", "disposal", "is_sample",
)  # fmt: skip


def load() -> None:
    data = read_yaml("alternatives.yaml")
    items = _catalogue(PlasticItem, data["items"])
    situations = _catalogue(Situation, data["situations"])
    for order, entry in enumerate(data["alternatives"]):
        if not Alternative.objects.filter(slug=entry["slug"]).exists():
            _load(entry, order, data["sources"], items, situations)


def _catalogue(model: type[PlasticItem] | type[Situation], entries: list[dict]) -> dict[str, PlasticItem | Situation]:
    return {
        entry["slug"]: model.objects.get_or_create(slug=entry["slug"], defaults={**entry, "order": order})[0]
        for order, entry in enumerate(entries)
    }


def _load(entry: dict, order: int, sources: dict, items: dict, situations: dict) -> None:
    fields = {key: entry[key] for key in PLAIN if key in entry}
    alternative = Alternative(slug=entry["slug"], order=order, live=False, **fields)
    alternative.guide = GuidePage.objects.filter(slug=entry.get("guide", ""), locale__language_code="vi").first()
    alternative.sources = [("source", sources[name]) for name in entry["sources"]]
    alternative.save()
    alternative.items = [items[slug] for slug in entry["items"]]
    alternative.situations = [situations[slug] for slug in entry["situations"]]
    alternative.categories = ProductCategory.objects.filter(slug__in=entry.get("categories", []))
    alternative.save_revision(clean=True).publish()
