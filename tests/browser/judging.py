"""How a page is judged in the browser: nothing for axe to find, nothing wider than the screen."""

from axe_playwright_python.sync_playwright import Axe

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# WCAG 1.4.12: a reader's own spacing of letters, words, lines and paragraphs.
TEXT_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((element) => `${element.tagName}.${element.className.baseVal ?? element.className}`)"""


def accessible(page) -> None:
    """WCAG 2.2 AA and best practice, as far as a program can see."""
    findings = Axe().run(page, options=AXE).response["violations"]
    assert [f"{found['id']}: {[node['target'] for node in found['nodes']]}" for found in findings] == [], page.url


def fits(page) -> None:
    """Nobody scrolls sideways; what does is named."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url}: {page.evaluate(TOO_WIDE)}"
