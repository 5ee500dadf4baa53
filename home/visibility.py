"""The one door to public pages: list, search, feed, sitemap, embed and export all come through here (architecture §10)."""

from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from home.delivery.remembered import remembered


def public_pages(queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that anyone may read: live and under no view restriction. Embargoes will narrow this one place.

    A restriction covers its page and everything below, which is what a path's beginning says. The paths are read
    beforehand: joined into the query, a planner that knows nothing of the (mostly empty) table of restrictions compares
    every page with every page.
    """
    pages = (Page.objects.all() if queryset is None else queryset).live()
    for path in closed_paths():
        pages = pages.exclude(path__startswith=path)
    return pages.select_related("locale")


@remembered
def closed_paths() -> list[str]:
    """Where the tree is closed to the public, each branch once."""
    top: list[str] = []
    for path in sorted(PageViewRestriction.objects.values_list("page__path", flat=True)):
        if not (top and path.startswith(top[-1])):
            top.append(path)
    return top
