"""The one door to public pages: list, search, feed, sitemap, embed and export all come through here (architecture §10)."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


def public_pages(queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that anyone may read: live and under no view restriction. Embargoes will narrow this one place.

    Wagtail's own `.public()` asks for the restrictions in a query of its own each time; here they are part of the
    one query. A restriction covers its page and everything below, which is what a path's beginning says.
    """
    pages = Page.objects.all() if queryset is None else queryset
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    # Restricted pages by key first: joined the other way round, every page would be compared with every page.
    restricted = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    covering = restricted.annotate(of=path).filter(of__startswith=F("path"))
    return pages.live().filter(~Exists(covering)).select_related("locale")
