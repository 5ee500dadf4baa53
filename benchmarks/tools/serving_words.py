"""How docs/quality.md tells what benchmarks/serving.py has measured."""

from tools import rate
from tools.budgets import broken
from tools.report import table


def section(report: dict) -> str:
    pages = report["pages"]
    return "\n\n".join(
        [
            "What a page weighs. First load: a browser with an empty cache, headers included, before anybody touches the page.",
            table(
                [
                    "kB",
                    "HTML plain",
                    "gzip",
                    "brotli",
                    "first load",
                    "requests",
                    "CSS",
                    "JS",
                    "fonts",
                    "images",
                    "others",
                ],
                [[kind, *weights(found)] for kind, found in pages.items()],
            ),
            "What it costs the server: SQL queries, processor milliseconds a request, and requests per second against nginx\n"
            f"with the same bytes (brotli), {rate.CONNECTIONS} connections, median of {report['rounds']} rounds in turns.",
            table(
                ["", "queries, first", "again", "cached", "CPU ms, uncached", "cached", "of nginx's rate"],
                [[kind, *costs(found)] for kind, found in pages.items()],
            ),
            budget_words(report["budgets"]),
            note(report),
        ]
    )


def weights(found: dict) -> list[str]:
    load = found.get("first_load")
    html = [kilobytes(found[f"html_{name}_bytes"]) for name in ("identity", "gzip", "br")]
    if not load:
        return [*html, *["–"] * 7]
    kinds = [kilobytes(load[kind]["bytes"]) for kind in ("css", "js", "font", "image", "other")]
    return [*html, kilobytes(load["total"]["bytes"]), str(load["total"]["requests"]), *kinds]


def costs(found: dict) -> list[str]:
    ratio = found.get("nginx_ratio")
    numbers = [found.get(name) for name in ("queries_first", "queries_again", "queries_cached")]
    cached = found.get("cpu_cached_ms")
    return [
        *("–" if number is None else str(number) for number in numbers),
        f"{found['cpu_uncached_ms']:.1f}",
        "–" if cached is None else f"{cached:.2f}",
        "–" if ratio is None else f"{ratio:.0%}",
    ]


def kilobytes(size: int) -> str:
    return f"{size / 1000:.1f}"


def budget_words(found: list[dict]) -> str:
    """Each budget with its tightest page, so that the table need not be searched for it."""
    names = list(dict.fromkeys(verdict["budget"] for verdict in found))
    lines = []
    for name in names:
        measured = [verdict for verdict in found if verdict["budget"] == name and verdict["value"] is not None]
        if not measured:
            lines.append(f"- {name}: not measured")
            continue
        tightest = max(measured, key=lambda verdict: verdict["used"])
        word = "broken" if broken(measured) else "kept"
        lines.append(f"- {name}: {word} (nearest: {tightest['page']}, {tightest['value']:g} {tightest['unit']})")
    return "Budgets:\n\n" + "\n".join(lines)


def note(report: dict) -> str:
    machine = report["machine"]
    words = (
        f"Measured {report['at'][:10]}, Python {machine['python']}, {machine['cores']} cores shared with other work."
    )
    if report["missing"]:
        words += f" Left out for want of programs: {', '.join(report['missing'])}."
    return words + " “–”: search results and answers to wrong addresses are not kept by the page cache."
