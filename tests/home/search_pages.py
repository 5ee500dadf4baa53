"""The pages that search tests look for."""

from itertools import count

from wagtail.models import Page
from wagtail.rich_text import RichText

from home.models import StandardPage

_numbers = count(1)


def write_page(parent: Page, title: str, *, text: str = "", live: bool = True, **fields) -> StandardPage:
    """A page whose body is one paragraph; titles may fold alike, so slugs are numbered."""
    body = [("text", RichText(f"<p>{text}</p>"))] if text else []
    page = StandardPage(title=title, slug=f"trang-{next(_numbers)}", body=body, live=live, **fields)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def titles(results) -> list[str]:
    return sorted(page.title for page in results)
