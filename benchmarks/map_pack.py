"""Sizes and build time of the map pack for 1,000, 5,000 and 100,000 stores.

    python benchmarks/map_pack.py [number of stores ...]

Works in a temporary folder and database. Writes benchmarks/results/map_pack.json. Absolute times depend on the
machine and on what else it does (see loop_cpu_s); sizes do not, and ratios hardly.
"""

import json
import os
import random
import sys
import tempfile
import time
from datetime import timedelta

from tools.report import find_product, machine, write_results

SIZES = (1_000, 5_000, 100_000)
BUDGETS = {5_000: 25_000, 100_000: 380_000}  # bytes of the first file, compressed (architecture §8)
ROUNDS = 3
CENTRES = 92  # about as many as the province has communes
SPREADS = (0.004, 0.02, 0.05)  # degrees: a market street, a small town, a commune
ELSEWHERE = 0.3  # of the stores stand anywhere in the country: the worst case for the size


def start_django(folder: str) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
    find_product(folder, "config.settings.test")
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    # Tables straight from the models: the history of migrations has nothing to do with what is measured.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def positions(count: int, chance: random.Random) -> list[tuple[float, float]]:
    centres = [(chance.uniform(21.35, 22.7), chance.uniform(105.45, 106.25)) for _ in range(CENTRES)]
    weights = [1 / (rank + 1) for rank in range(CENTRES)]
    chosen = chance.choices(centres, weights, k=count)
    found = []
    for lat, lng in chosen:
        if chance.random() < ELSEWHERE:
            found.append((chance.uniform(9.0, 23.0), chance.uniform(103.0, 109.0)))
        else:
            spread = chance.choice(SPREADS)
            found.append((lat + chance.gauss(0, spread), lng + chance.gauss(0, spread)))
    return found


def fill(count: int, chance: random.Random) -> None:
    """Stores with one or two categories, half of them with a scheme, every fiftieth without a position."""
    from django.utils import timezone

    from home.models import Unit
    from stores.map import generation
    from stores.models import ProductCategory, Recognition, Scheme, Store, StoreHours, StoreKind, StorePosition
    from tests import factories

    units = [factories.unit(f"Đơn vị {n}", slug=f"don-vi-{n}") for n in range(CENTRES)]
    kinds = [StoreKind.objects.create(name=f"Loại {n}", slug=f"loai-{n}") for n in range(8)]
    categories = [ProductCategory.objects.create(name=f"Nhóm {n}", slug=f"nhom-{n}") for n in range(10)]
    schemes = [factories.scheme(mark) for mark in ("xanh", "viet")]
    Store.objects.bulk_create(
        Store(
            name=f"Cửa hàng {n}", slug=f"cua-hang-{n}", live=True, unit=chance.choice(units), kind=chance.choice(kinds)
        )
        for n in range(count)
    )
    keys = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    StorePosition.objects.bulk_create(
        StorePosition(store_id=pk, lat=lat, lng=lng, precision="exact")
        for pk, (lat, lng) in zip(keys, positions(count, chance), strict=True)
        if pk % 50
    )
    StoreHours.objects.bulk_create(
        StoreHours(store_id=pk, rule=f"Mo-Su 0{chance.randint(5, 8)}:00-{chance.randint(17, 21)}:00") for pk in keys
    )
    through = Store.categories.through
    through.objects.bulk_create(
        through(store_id=pk, productcategory_id=category.pk)
        for pk in keys
        for category in set(chance.choices(categories, range(10, 0, -1), k=chance.choice((1, 1, 2))))
    )
    today = timezone.localdate()
    sets = {scheme.pk: scheme.criteria_sets.get() for scheme in Scheme.objects.all()}
    Recognition.objects.bulk_create(
        Recognition(
            store_id=pk, scheme=scheme, criteria_set=sets[scheme.pk], number=f"{scheme.mark}-{pk}", decided_on=today,
            valid_from=today, valid_until=today + timedelta(days=700),
        )
        for pk in keys
        for scheme in schemes
        if chance.random() < 0.3
    )  # fmt: skip
    generation.bump()
    assert Unit.objects.count() == CENTRES


def measure(count: int) -> dict:
    from django.core.management import call_command

    from stores.map import artefacts, generation, pack

    call_command("flush", interactive=False, verbosity=0)
    fill(count, random.Random(count))
    times = []
    for _ in range(ROUNDS):
        generation.bump()
        started = time.perf_counter(), time.process_time()
        present = pack.current()  # reads, encodes, compresses and writes, as the first visitor after a change waits for
        times.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    started = time.perf_counter()
    pack.current()
    read = time.perf_counter() - started

    def sizes(file: str) -> dict[str, int]:
        forms = {"plain": "identity", "gzip": "gzip", "br": "br"}
        return {name: len(artefacts.read(present.version, file, form).body) for name, form in forms.items()}

    return {
        "points": sizes(pack.POINTS),
        "facets": sizes(pack.FACETS),
        "build_s": round(min(wall for wall, _cpu in times), 3),
        "build_cpu_s": round(min(cpu for _wall, cpu in times), 3),
        "read_ms": round(read * 1000, 2),
    }


def loop_seconds() -> float:
    """CPU seconds of a plain loop: tells how fast, or how busy, the machine was (an idle one of 2022 takes 0.11)."""
    started = time.process_time()
    sum(range(10_000_000))
    return round(time.process_time() - started, 3)


def main() -> None:
    counts = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder)
        results = {count: measure(count) for count in counts}
    smallest = results[counts[0]]["build_cpu_s"]
    for count, result in results.items():
        result["build_ratio"] = round(result["build_cpu_s"] / smallest, 1)
        budget = BUDGETS.get(count)
        result["within_budget"] = budget is None or result["points"]["gzip"] <= budget
        print(f"{count:>7} stores: {json.dumps(result)}")
    report = machine() | {"loop_cpu_s": loop_seconds(), "budgets": BUDGETS, "stores": results}
    write_results("map_pack", report)


if __name__ == "__main__":
    main()
