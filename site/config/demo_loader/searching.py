"""What stands first for questions that are often asked."""

from wagtail.models import Page

from config.demo_loader.files import read_yaml
from home.models import PromotedResult


def load() -> None:
    """Into an empty table only: what an editor took out stays out."""
    if PromotedResult.objects.exists():
        return
    for order, entry in enumerate(read_yaml("search.yaml")["promoted"]):
        page = Page.objects.filter(slug=entry["page"], locale__language_code="vi").first() if "page" in entry else None
        fields = {name: entry[name] for name in ("address", "title", "title_en") if name in entry}
        PromotedResult.objects.create(queries="\n".join(entry["queries"]), page=page, order=order, **fields)
