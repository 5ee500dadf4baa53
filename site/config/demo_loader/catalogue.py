"""The two schemes with their proposed criteria, the kinds of place, the product categories and the green practices."""

from datetime import date

from config.demo_loader.files import read_yaml
from stores.models import CriteriaSet, Criterion, GreenPractice, ProductCategory, Scheme, StoreKind

IN_FORCE_FROM = date(2025, 1, 1)


def load() -> None:
    catalogue = read_yaml("categories.yaml")
    lists = {StoreKind: "kinds", ProductCategory: "categories", GreenPractice: "practices"}
    for model, entries in ((model, catalogue[name]) for model, name in lists.items()):
        for order, entry in enumerate(entries):
            model.objects.get_or_create(slug=entry["slug"], defaults={**entry, "order": order})
    for order, entry in enumerate(read_yaml("schemes.yaml")):
        load_scheme(entry, order)


def load_scheme(entry: dict, order: int) -> None:
    criteria_set = entry.pop("criteria_set")
    scheme, _created = Scheme.objects.get_or_create(slug=entry["slug"], defaults={**entry, "order": order})
    version, created = CriteriaSet.objects.get_or_create(
        scheme=scheme,
        version=criteria_set["version"],
        defaults={"state": criteria_set["state"], "note": criteria_set["note"], "in_force_from": IN_FORCE_FROM},
    )
    if created:
        Criterion.objects.bulk_create(
            Criterion(criteria_set=version, order=number, **criterion)
            for number, criterion in enumerate(criteria_set["criteria"])
        )
