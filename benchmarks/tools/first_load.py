"""What a browser with an empty cache fetches before anybody touches the page: a real Chromium, by its own count."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCREENS = (
    {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2.6, "is_mobile": True, "has_touch": True},
    {"viewport": {"width": 1366, "height": 900}},
)
KINDS = {"Document": "document", "Stylesheet": "css", "Script": "js", "Font": "font", "Image": "image"}
Loads = dict[str, dict[str, int]]  # by kind: bytes and requests


def chromium() -> str | None:
    """Where Chromium lies: named by the environment, or found on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


def first_load(browser, url: str) -> Loads:
    """On a phone and on a laptop; the heavier counts, because pictures differ with the screen."""
    loads = [_load(browser, url, screen) for screen in SCREENS]
    return max(loads, key=lambda load: load["total"]["bytes"])


def _load(browser, url: str, screen: dict) -> Loads:
    context = browser.new_context(locale="vi-VN", **screen)
    try:
        page = context.new_page()
        events = context.new_cdp_session(page)
        events.send("Network.enable")
        kinds: dict[str, str] = {}
        sizes: dict[str, int] = {}

        def answered(event: dict) -> None:
            if not event["response"]["url"].startswith("data:"):
                kinds[event["requestId"]] = KINDS.get(event["type"], "other")

        events.on("Network.responseReceived", answered)
        events.on(
            "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
        )
        page.goto(url, wait_until="networkidle")
        return by_kind([(kind, int(sizes.get(request, 0))) for request, kind in kinds.items()])
    finally:
        context.close()


def by_kind(fetched: list[tuple[str, int]]) -> Loads:
    """Bytes (headers included, as the network carries them) and requests of each kind, and of all."""
    loads: Loads = {kind: {"bytes": 0, "requests": 0} for kind in ("total", *KINDS.values(), "other")}
    for kind, size in fetched:
        for name in (kind, "total"):
            loads[name]["bytes"] += size
            loads[name]["requests"] += 1
    return loads
