"""What an editor wants to stand first for certain questions."""

from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.models import Page

from home.delivery.remembered import remembered
from home.languages import in_language, page_url
from home.models import PromotedResult
from home.models.search import lines_of
from home.search.words import folded_words
from home.visibility import public_pages


@dataclass(frozen=True)
class Promoted:
    """One of them, as the reader sees it; `page` where it is one."""

    title: str
    url: str
    summary: str = ""
    page: Page | None = None


def promoted(query: str) -> list[Promoted]:
    """In the editors' order. Pages that the public may not read are left out."""
    rows = _rows().get(tuple(folded_words(query)), [])
    ids = [row.page_id for row in rows if row.page_id]
    pages = {page.pk: page for page in public_pages(Page.objects.filter(pk__in=ids)).specific()} if ids else {}
    shown = []
    for row in rows:
        if row.page_id is None:
            shown.append(Promoted(row.label, in_language(row.address, get_language())))
        elif page := pages.get(row.page_id):
            shown.append(Promoted(page.title, page_url(page), getattr(page, "summary", ""), page))
    return shown


@remembered
def _rows() -> dict[tuple[str, ...], list[PromotedResult]]:
    """By the folded words of each question."""
    found: dict[tuple[str, ...], list[PromotedResult]] = {}
    for row in PromotedResult.objects.all():
        for key in dict.fromkeys(tuple(folded_words(query)) for query in lines_of(row.queries)):
            found.setdefault(key, []).append(row)
    found.pop((), None)
    return found
