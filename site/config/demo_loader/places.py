"""Sample places: real ones from public lists, claiming nothing, and invented ones that carry sample recognitions.

Every state and fact is reached through the verbs of stores/review.py and stores/facts.py, as staff would reach it.
"""

from datetime import date

from config.demo_loader.files import read_csv, read_yaml
from home.models import Unit
from stores import facts, review
from stores.enums import PositionPrecision
from stores.models import (
    Criterion,
    GreenPractice,
    ProductCategory,
    Recognition,
    Scheme,
    Store,
    StoreKind,
    StorePhone,
    StoreProduct,
    VerifiedCriterion,
)

SOURCE = "Dữ liệu mẫu"
AS_WRITTEN = (
    "payment_ways", "parking", "wheelchair", "wheelchair_note", "own_containers", "deposit_bottles", "bag_discount",
)  # fmt: skip


def load() -> None:
    lookup = Lookup()
    for row in read_csv("stores_real.csv"):
        if not Store.objects.filter(name=row["name"], unit=lookup.units[row["unit_code"]]).exists():
            _real(row, lookup)
    for entry in read_yaml("stores_sample.yaml"):
        if not Store.objects.filter(slug=entry["slug"]).exists():
            _invented(entry, lookup)


class Lookup:
    """Reference rows by the names the files use."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.current()}
        self.kinds = {kind.slug: kind for kind in StoreKind.objects.all()}
        self.categories = {category.slug: category for category in ProductCategory.objects.all()}
        self.practices = {practice.slug: practice for practice in GreenPractice.objects.all()}
        self.schemes = {scheme.slug: scheme for scheme in Scheme.objects.all()}


def _real(row: dict[str, str], lookup: Lookup) -> None:
    unit = lookup.units[row["unit_code"]]
    store = Store(
        name=row["name"],
        kind=lookup.kinds[row["kind"]],
        unit=unit,
        address=row["address"],
        description=f"Trước ngày 01/07/2025 thuộc {row['old_unit']}." if row["old_unit"] else "",
        source=row["source"],
        is_sample=True,
    )
    _publish(store, [lookup.categories[slug] for slug in row["categories"].split(";") if slug])
    facts.place(store, actor=None, lat=unit.lat, lng=unit.lng, precision=PositionPrecision.UNIT, source=SOURCE)


def _invented(entry: dict, lookup: Lookup) -> None:
    store = Store(
        name=entry["name"],
        slug=entry["slug"],
        kind=lookup.kinds[entry["kind"]],
        unit=lookup.units[entry["unit_code"]],
        address=entry.get("address", ""),
        landmark=entry.get("landmark", ""),
        description=entry.get("description", ""),
        practice_note="\n".join(entry.get("practice_note", [])),
        source=SOURCE,
        is_sample=True,
        **{name: entry[name] for name in AS_WRITTEN if name in entry},
    )
    store.products = [_product(product, order) for order, product in enumerate(entry.get("products", []))]
    store.phones = [StorePhone(sort_order=order, **phone) for order, phone in enumerate(entry.get("phones", []))]
    practices = [lookup.practices[slug] for slug in entry.get("practices", [])]
    _publish(store, [lookup.categories[slug] for slug in entry["categories"]], practices)
    if entry.get("lat") is not None:
        place = {"lat": entry["lat"], "lng": entry["lng"], "precision": PositionPrecision.EXACT}
        facts.place(store, actor=None, source=SOURCE, **place)
    if entry.get("hours"):
        facts.set_hours(store, actor=None, rule=entry["hours"], note=entry.get("hours_note", ""), source=SOURCE)
    if entry.get("verified_on"):
        review.verify(store, actor=None, how=entry["verified_how"], on=entry["verified_on"], source=SOURCE)
    for recognition in entry.get("recognitions", []):
        _recognise(store, recognition, lookup)


def _product(entry: dict, order: int) -> StoreProduct:
    stars = {f"ocop_{name}": value for name, value in entry.get("ocop", {}).items()}
    product = StoreProduct(name=entry["name"], note=entry.get("note", ""), sort_order=order, **stars)
    product.clean()
    return product


def _publish(store: Store, categories: list[ProductCategory], practices: list[GreenPractice] | None = None) -> None:
    store.full_clean(exclude=["slug"])
    store.save()
    store.categories = categories
    store.practices = practices or []
    store.save()
    store.save_revision(clean=False).publish()


def _recognise(store: Store, entry: dict, lookup: Lookup) -> None:
    recognition = review.recognise(
        store,
        lookup.schemes[entry["scheme"]],
        actor=None,
        number=entry["number"],
        decided_on=entry["decided_on"],
        is_sample=True,
    )
    _verify(recognition, entry.get("verified", []), entry.get("checked_on"))
    state, reason = entry.get("state"), entry.get("reason", "")
    if state == "suspended":
        review.suspend(recognition, actor=None, reason=reason)
    elif state == "withdrawn":
        review.withdraw(recognition, actor=None, reason=reason)
    elif state == "expired":
        review.expire(recognition)


def _verify(recognition: Recognition, codes: list[str], checked_on: date | None) -> None:
    criteria = Criterion.objects.filter(criteria_set=recognition.criteria_set, code__in=codes)
    VerifiedCriterion.objects.bulk_create(
        VerifiedCriterion(
            recognition=recognition, criterion=criterion, evidence=criterion.evidence[:100], checked_on=checked_on
        )
        for criterion in criteria
    )
