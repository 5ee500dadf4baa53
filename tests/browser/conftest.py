"""Browser stories: a real Chromium against Django's live server. Skipped plainly where no Chromium is found."""

import io
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.test import override_settings
from PIL import Image

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A violation of the content policy, wherever it happens in the page, ends up in the console.
REPORT_VIOLATIONS = """
    addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`));
"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expect_console(text): an error of the console that the test provokes")


def chromium() -> str | None:
    """Where Chromium lies: named by the environment, or found on the path."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator:
    path = chromium()
    if not path:
        pytest.skip("no Chromium: name one in the variable CHROMIUM, or put it on the path")
    # Playwright's synchronous interface runs an event loop in this thread; the database is used from here all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


class TileServer(BaseHTTPRequestHandler):
    """A stand-in: one grey tile for every address, except under /khong-co/; and a note of what was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        found = not self.path.startswith("/khong-co/")
        self.send_response(200 if found else 503)
        self.send_header("Content-Type", "image/png")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.end_headers()
        if found:
            Image.new("RGB", (256, 256), "#e6e6e0").save(self.wfile, "PNG")

    def log_message(self, *args) -> None:
        """Silent."""


@pytest.fixture(scope="session")
def tile_server() -> Iterator[str]:
    """The address of a local stand-in for the tile server. The content policy reads it when the site starts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TileServer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    with override_settings(MAP_TILE_URL=address + "/{z}/{x}/{y}.png"):
        yield address
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def live_server(tile_server, live_server):
    """Django's live server, started when the tile server is known."""
    return live_server


@pytest.fixture(scope="session")
def style_sheets() -> None:
    """The joined style sheets, as `run.py` makes them."""
    call_command("build_assets", verbosity=0, stdout=io.StringIO())


@pytest.fixture
def new_page(browser, style_sheets, live_server, request) -> Iterator:
    """Opens pages by size, scheme and whatever else Playwright offers; what goes wrong in any of them fails the test.

    A test that provokes an error names a part of its message in `@pytest.mark.expect_console("…")`.
    """
    expected = [text for mark in request.node.iter_markers("expect_console") for text in mark.args]
    contexts, problems = [], []

    def open_page(**options):
        context = browser.new_context(base_url=live_server.url, locale="vi-VN", **options)
        contexts.append(context)
        context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in problems if not any(part in text for part in expected)] == []


@pytest.fixture
def page(new_page):
    """A page as wide as a small laptop's."""
    return new_page(viewport={"width": 1366, "height": 900})


@pytest.fixture
def phone(new_page):
    """A page as on a cheap phone."""
    return new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
