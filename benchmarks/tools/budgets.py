"""The budgets of a page, and whether what was measured keeps them."""

from dataclasses import dataclass

EVERY = ()
# What makes a page when it is not stored (docs/decisions/0005).
LONG = ("guides", "campaign", "directory", "directory, filtered", "search")
SHORT = ("home", "guide", "campaigns", "plan", "store", "not found", "home, English")
READING = ("home", "guides", "guide", "campaigns", "campaign", "plan", "search", "not found", "home, English")


@dataclass(frozen=True)
class Budget:
    """`figure` is where the value stands in a page's figures, with dots; `pages` are the kinds it is meant for."""

    words: str
    figure: str
    limit: float
    unit: str
    pages: tuple[str, ...] = EVERY
    at_least: bool = False

    def keeps(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def used(self, value: float) -> float:
        """The share of the budget; above 1 it is broken."""
        if self.at_least:
            return self.limit / value if value else float("inf")
        return value / self.limit if self.limit else value + 1


BUDGETS = (
    Budget("a guide's first load at most 100 kB", "first_load.total.bytes", 100_000, "bytes", ("guide",)),
    Budget("a guide's first load at most 8 requests", "first_load.total.requests", 8, "requests", ("guide",)),
    Budget("JavaScript of a reading page at most 5 kB", "first_load.js.bytes", 5_000, "bytes", READING),
    Budget("CSS at most 12 kB", "first_load.css.bytes", 12_000, "bytes"),
    Budget(
        "the directory's first load at most 60 kB", "first_load.total.bytes", 60_000, "bytes",
        ("directory", "directory, filtered"),
    ),
    Budget("uncached at most 15 queries", "queries_again", 15, "queries"),
    Budget("uncached at most 12 ms of processor", "cpu_uncached_ms", 12, "ms", SHORT),
    Budget("a list of twenty or a search uncached at most 40 ms of processor", "cpu_uncached_ms", 40, "ms", LONG),
    Budget("cached no query", "queries_cached", 0, "queries"),
    Budget("cached at most 0.3 ms of processor", "cpu_cached_ms", 0.3, "ms"),
    Budget("cached at least 0.15 of nginx's rate", "nginx_ratio", 0.15, "of nginx's rate", at_least=True),
)  # fmt: skip


def verdicts(kind: str, figures: dict) -> list[dict]:
    """One for each budget that this kind of page has; without a measurement it is neither kept nor broken."""
    found = []
    for budget in BUDGETS:
        if budget.pages and kind not in budget.pages:
            continue
        value = look_up(figures, budget.figure)
        verdict = {"page": kind, "budget": budget.words, "value": value, "limit": budget.limit, "unit": budget.unit}
        measured = {} if value is None else {"kept": budget.keeps(value), "used": round(budget.used(value), 3)}
        found.append(verdict | measured)
    return found


def look_up(figures: dict, path: str) -> float | None:
    value = figures
    for name in path.split("."):
        if name not in value:
            return None
        value = value[name]
    return value


def broken(found: list[dict]) -> list[dict]:
    return [verdict for verdict in found if verdict.get("kept") is False]
