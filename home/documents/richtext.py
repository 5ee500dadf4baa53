"""Rich text as data for a document: paragraphs and lists of runs, each run plain words with what they look like."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.models import Page

from home.models import SiteDocument
from home.visibility import public_pages


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    href: str = ""


def nodes(source: str, base: str) -> list[dict]:
    """What the stored HTML of a rich text field holds. `base` is the site's address, for links within it."""
    soup = BeautifulSoup(source, "html.parser")
    return [node for child in soup.children for node in _block(child, base)]


def _block(element, base: str) -> list[dict]:
    if isinstance(element, Tag) and element.name in ("ul", "ol"):
        items = [_item(item, base) for item in element.find_all("li", recursive=False)]
        return [{"kind": "list", "ordered": element.name == "ol", "items": items}] if items else []
    runs = _tidy(_runs(element, Style(), base))
    return [{"kind": "p", "runs": runs}] if runs else []


def _item(item: Tag, base: str) -> dict:
    inner = [child for child in item.children if isinstance(child, Tag) and child.name in ("ul", "ol")]
    runs = [run for child in item.children if child not in inner for run in _runs(child, Style(), base)]
    return {"runs": _tidy(runs), "lists": [node for child in inner for node in _block(child, base)]}


def _runs(element, style: Style, base: str) -> list[dict]:
    if isinstance(element, NavigableString):
        words = " ".join(str(element).split())
        before = " " if str(element)[:1].isspace() else ""
        after = " " if words and str(element)[-1:].isspace() else ""
        return [{"text": before + words + after, "bold": style.bold, "italic": style.italic, "href": style.href}]
    if element.name == "br":
        return [{"text": "\n", "bold": False, "italic": False, "href": ""}]
    if element.name in ("b", "strong"):
        style = replace(style, bold=True)
    elif element.name in ("i", "em"):
        style = replace(style, italic=True)
    elif element.name == "a":
        style = replace(style, href=_address(element, base))
    return [run for child in element.children for run in _runs(child, style, base)]


def _tidy(runs: list[dict]) -> list[dict]:
    """Without blanks at both ends and without empty runs."""
    runs = [dict(run) for run in runs if run["text"]]
    while runs and not runs[0]["text"].strip():
        runs.pop(0)
    while runs and not runs[-1]["text"].strip():
        runs.pop()
    if runs:
        runs[0]["text"], runs[-1]["text"] = runs[0]["text"].lstrip(), runs[-1]["text"].rstrip()
    return [run for run in runs if run["text"]]


def _address(link: Tag, base: str) -> str:
    """In full; empty for a page that the public may not read: then the words stand without a link."""
    identity = str(link.get("id", ""))
    if link.get("linktype") == "page":
        page = public_pages(Page.objects.filter(pk=identity)).first() if identity.isdigit() else None
        return urljoin(base, page.url) if page and page.url else ""
    if link.get("linktype") == "document":
        document = SiteDocument.objects.filter(pk=identity).first() if identity.isdigit() else None
        return urljoin(base, document.url) if document else ""
    href = str(link.get("href", ""))
    return urljoin(base, href) if href.startswith(("http://", "https://", "/", "mailto:", "tel:")) else ""
