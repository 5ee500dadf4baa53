"""What of the benchmarks can break without a sound: reading wrk, judging budgets, writing into the document."""

import importlib

import pytest

budgets = importlib.import_module("benchmarks.tools.budgets")
first_load = importlib.import_module("benchmarks.tools.first_load")
rate = importlib.import_module("benchmarks.tools.rate")
report = importlib.import_module("benchmarks.tools.report")

WRK = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 10 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     0.92ms  401.10us   6.21ms   91.02%
  9820 requests in 1.00s, 65.40MB read
{errors}Requests/sec:   9781.43
Transfer/sec:     65.14MB
"""
DOCUMENT = "# A\n\n<!-- one -->\nold\n<!-- /one -->\n\nkept\n\n<!-- two -->\nold\n<!-- /two -->\n"


def test_the_rate_is_read_from_what_wrk_prints():
    assert rate.parse_wrk(WRK.format(errors="")) == rate.Load(9781.43, 0)


def test_failed_requests_and_broken_connections_are_counted():
    errors = "  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 20\n"
    assert rate.parse_wrk(WRK.format(errors=errors)) == rate.Load(9781.43, 30)


def test_no_rate_is_an_error_and_not_zero():
    with pytest.raises(ValueError, match="no rate"):
        rate.parse_wrk("unable to connect to 127.0.0.1:1 Connection refused\n")


def test_a_section_is_replaced_and_all_else_stays():
    changed = report.with_section(DOCUMENT, "one", r"new \1 text")
    assert changed == DOCUMENT.replace("<!-- one -->\nold\n", "<!-- one -->\n\nnew \\1 text\n\n")
    assert report.with_section(changed, "one", r"new \1 text") == changed


@pytest.mark.parametrize("document", ["# A\n", DOCUMENT + DOCUMENT])
def test_a_document_without_the_one_section_is_refused(document):
    with pytest.raises(ValueError, match="instead of one"):
        report.with_section(document, "one", "new")


def test_the_section_that_the_script_writes_has_its_place():
    text = report.QUALITY.read_text(encoding="utf-8")
    assert "new figures" in report.with_section(text, "serving", "new figures")


def verdicts_by_budget(kind: str, figures: dict) -> dict:
    return {verdict["budget"]: verdict for verdict in budgets.verdicts(kind, figures)}


def test_a_budget_is_kept_at_its_limit_and_broken_beyond():
    name = "uncached at most 12 ms of processor"
    assert verdicts_by_budget("home", {"cpu_uncached_ms": 12})[name]["kept"] is True
    assert verdicts_by_budget("home", {"cpu_uncached_ms": 12.01})[name]["kept"] is False


def test_a_budget_from_below_is_kept_at_its_limit_and_broken_beneath():
    name = "cached at least 0.15 of nginx's rate"
    assert verdicts_by_budget("home", {"nginx_ratio": 0.15})[name]["kept"] is True
    assert verdicts_by_budget("home", {"nginx_ratio": 0.149})[name]["kept"] is False


def test_what_was_not_measured_is_neither_kept_nor_broken():
    found = budgets.verdicts("home", {})
    assert not any("kept" in verdict for verdict in found)
    assert budgets.broken(found) == []


def test_a_budget_of_one_kind_of_page_leaves_the_others_alone():
    load = {"first_load": {"total": {"bytes": 100_001, "requests": 9}}}
    assert len(budgets.broken(budgets.verdicts("guide", load))) == 2
    assert budgets.broken(budgets.verdicts("home", load)) == []


def test_transfers_are_added_up_by_kind():
    load = first_load.by_kind([("css", 700), ("css", 300), ("js", 50)])
    assert load["css"] == {"bytes": 1000, "requests": 2}
    assert load["total"] == {"bytes": 1050, "requests": 3}
