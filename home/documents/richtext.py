"""Rich text as data for a document: paragraphs and lists of runs, each run plain words with what they look like."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from django.db.models import QuerySet
from wagtail.models import Page

from home.models import SiteDocument
from home.visibility import public_pages


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    href: str = ""


class Links:
    """Where the links of rich text lead, in full; empty for what the public may not read: then the words stand alone.

    A text asks for each of its targets; who reads many texts lets it `learn` them first, in two queries.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._known: dict[tuple[str, str], str] = {}

    def learn(self, sources: Iterable[str]) -> None:
        wanted: dict[str, set[str]] = {"page": set(), "document": set()}
        for source in sources:
            for link in BeautifulSoup(source, "html.parser").find_all("a", linktype=list(wanted)):
                wanted[str(link["linktype"])].add(str(link.get("id", "")))
        for kind, identities in wanted.items():
            self._ask(kind, identities)

    def address(self, link: Tag) -> str:
        kind, identity = str(link.get("linktype", "")), str(link.get("id", ""))
        if kind in ("page", "document"):
            if (kind, identity) not in self._known:
                self._ask(kind, {identity})
            return self._known[kind, identity]
        href = str(link.get("href", ""))
        return urljoin(self.base, href) if href.startswith(("http://", "https://", "/", "mailto:", "tel:")) else ""

    def _ask(self, kind: str, identities: set[str]) -> None:
        self._known |= {(kind, identity): "" for identity in identities}
        numbers = [int(identity) for identity in identities if identity.isdecimal()]
        if not numbers:
            return
        found: QuerySet = SiteDocument.objects.filter(pk__in=numbers)
        if kind == "page":
            found = public_pages(Page.objects.filter(pk__in=numbers))
        for target in found:
            self._known[kind, str(target.pk)] = urljoin(self.base, target.url) if target.url else ""


def nodes(source: str, links: Links | str) -> list[dict]:
    """What the stored HTML of a rich text field holds. `links`, or the site's address, tells where its links lead."""
    soup = BeautifulSoup(source, "html.parser")
    known = Links(links) if isinstance(links, str) else links
    return [node for child in soup.children for node in _block(child, known)]


def _block(element, links: Links) -> list[dict]:
    if isinstance(element, Tag) and element.name in ("ul", "ol"):
        items = [_item(item, links) for item in element.find_all("li", recursive=False)]
        return [{"kind": "list", "ordered": element.name == "ol", "items": items}] if items else []
    runs = _tidy(_runs(element, Style(), links))
    return [{"kind": "p", "runs": runs}] if runs else []


def _item(item: Tag, links: Links) -> dict:
    inner = [child for child in item.children if isinstance(child, Tag) and child.name in ("ul", "ol")]
    runs = [run for child in item.children if child not in inner for run in _runs(child, Style(), links)]
    return {"runs": _tidy(runs), "lists": [node for child in inner for node in _block(child, links)]}


def _runs(element, style: Style, links: Links) -> list[dict]:
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
        style = replace(style, href=links.address(element))
    return [run for child in element.children for run in _runs(child, style, links)]


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
