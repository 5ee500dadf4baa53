"""What each kind of page weighs and costs, beside nginx with the same bytes and against the budgets of the site.

    python benchmarks/serving.py [--quick]

Starts the product itself (`run.py`, the sample content, a temporary data folder). An uncached page is asked for with a
parameter that no view knows: the page cache lets such a request through and stores nothing. Needs Linux and the
development requirements; without Chromium, nginx or wrk the figures that they give are missing, and it says so. Writes
results/serving.json and a section of docs/quality.md; a quick run only prints. Ends with status 1 when a budget is broken.

Processor time is the server's own, so it says the same on a busy machine, more or less. Rates do not: read their ratio.
"""

import argparse
import logging
import signal
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools import first_load, rate
from tools.budgets import broken, verdicts
from tools.product import Product, running
from tools.report import find_product, machine, write_results, write_section
from tools.serving_words import section

ROUNDS = 3


@dataclass(frozen=True)
class Page:
    """A kind of page, by an address of the sample content."""

    kind: str
    path: str
    status: int = 200
    kept: bool = True  # by the page cache

    @property
    def uncached(self) -> str:
        return f"{self.path}{'&' if '?' in self.path else '?'}khong-giu=1"


PAGES = (
    Page("home", "/"),
    Page("guides", "/cam-nang/"),
    Page("guide", "/cam-nang/di-cho-khong-tui-ni-long/"),
    Page("campaigns", "/chien-dich/"),
    Page("campaign", "/chien-dich/cho-bot-tui-ni-long/"),
    Page("plan", "/ke-hoach-93/"),
    Page("directory", "/diem-ban/"),
    Page("directory, filtered", "/diem-ban/?dh=diem-kinh-doanh-xanh"),
    Page("store", "/diem-ban/htx-che-hao-dat/"),
    Page("search", "/tim-kiem/?q=tui+ni+long", kept=False),
    Page("not found", "/khong-co-trang-nay/", status=404, kept=False),
    Page("home, English", "/en/"),
)


@dataclass(frozen=True)
class Effort:
    """How much is asked for."""

    uncached: int  # requests a round
    cached: int
    rounds: int
    seconds: int  # of load a round


FULL, QUICK = Effort(uncached=40, cached=1000, rounds=ROUNDS, seconds=1), Effort(20, 500, 1, 1)
Figures = dict[str, dict]  # by kind of page


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer requests, one round; writes nothing")
    effort = QUICK if parser.parse_args().quick else FULL
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that everything is stopped
    with tempfile.TemporaryDirectory() as folder:
        report = measure(Path(folder), effort)
    print(section(report))
    if effort is FULL:
        write_results("serving", report)
        write_section("serving", section(report))
    for verdict in broken(report["budgets"]):
        print(f"BROKEN: {verdict['page']}: {verdict['value']} {verdict['unit']}; {verdict['budget']}", file=sys.stderr)
    return 1 if broken(report["budgets"]) else 0


def measure(folder: Path, effort: Effort) -> dict:
    data = folder / "data"
    find_product(data, "config.settings.dev")
    figures: Figures = {page.kind: {"path": page.path} for page in PAGES}
    say("Starting the site")
    with running(data, PAGE_CACHE="on") as product:
        check_content(product)
        measure_uncached(product, figures, effort)
        measure_cached(product, figures, effort)
        measure_first_loads(product, figures)
        measure_rates(product, figures, effort, folder / "nginx")
    say("Counting queries")
    count_queries(figures)
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": machine(),
        "missing": [*rate.missing(), *([] if first_load.chromium() else ["chromium"])],
        "rounds": effort.rounds,
        "pages": figures,
        "budgets": [verdict for kind, found in figures.items() for verdict in verdicts(kind, found)],
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# --- Measures ------------------------------------------------------------------------------------------------------


def check_content(product: Product) -> None:
    """Whoever renames the sample content mends PAGES; nobody measures an error page in its stead."""
    for page in PAGES:
        status = product.get(page.path).status
        if status != page.status:
            raise SystemExit(f"{page.path} answers {status} instead of {page.status}.")


def measure_uncached(product: Product, figures: Figures, effort: Effort) -> None:
    for page in PAGES:
        cost = cpu_ms(product, page.uncached, effort.uncached, effort.rounds)
        figures[page.kind]["cpu_uncached_ms"] = round(cost, 2)


def measure_cached(product: Product, figures: Figures, effort: Effort) -> None:
    """Also the size of the page itself in each encoding."""
    for page in PAGES:
        found = figures[page.kind]
        for name in ("identity", "gzip", "br"):
            found[f"html_{name}_bytes"] = len(product.get(page.path, name).body)
        if page.kept:
            found["cpu_cached_ms"] = round(cpu_ms(product, page.path, effort.cached, effort.rounds), 3)


def cpu_ms(product: Product, path: str, requests: int, rounds: int) -> float:
    """Milliseconds of the server's processor for one request, asked for as browsers do; the median of the rounds."""
    for _ in range(requests // 4):
        product.get(path)
    costs = []
    for _ in range(rounds):
        before = product.cpu_seconds()
        for _ in range(requests):
            product.get(path)
        costs.append((product.cpu_seconds() - before) * 1000 / requests)
    return statistics.median(costs)


def measure_first_loads(product: Product, figures: Figures) -> None:
    if not first_load.chromium():
        say("First loads are left out: no Chromium on the path or in the variable CHROMIUM.")
        return
    with first_load.browser() as browser:
        for page in PAGES:
            figures[page.kind]["first_load"] = first_load.first_load(browser, product.url + page.path)


def measure_rates(product: Product, figures: Figures, effort: Effort, folder: Path) -> None:
    if missing := rate.missing():
        say(f"The ratio to nginx is left out: {' and '.join(missing)} not found.")
        return
    with rate.nginx(folder) as beside:
        for number, page in enumerate(PAGES):
            if not page.kept:
                continue
            url = beside.serve(f"{number}.html", product.get(page.path).body)
            rates = rate.compare(product.url + page.path, url, effort.rounds, effort.seconds)
            figures[page.kind] |= {
                "rate_per_s": round(rates.product),
                "nginx_rate_per_s": round(rates.nginx),
                "nginx_ratio": round(rates.ratio, 3),
                "nginx_ratios": rates.ratios,
            }


def count_queries(figures: Figures) -> None:
    """In this process, on the same data: first with nothing cached, then again, then from the page cache."""
    import django

    django.setup()
    from django.test import Client

    logging.disable(logging.CRITICAL)
    client = Client(SERVER_NAME="localhost")
    client.get("/")  # what a process does once, at its first request
    for page in PAGES:
        found = figures[page.kind]
        forget()
        found["queries_first"] = queries(lambda path=page.uncached: client.get(path))
        found["queries_again"] = queries(lambda path=page.uncached: client.get(path))
        if page.kept:
            client.get(page.path)
            found["queries_cached"] = queries(lambda path=page.path: client.get(path))


def forget() -> None:
    """What Django, Wagtail and the site remember between requests."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import caches

    from home.delivery.generation import generation

    for cache in caches.all(initialized_only=True):
        cache.clear()
    ContentType.objects.clear_cache()
    generation().bump()


def queries(ask: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
