"""Ways to follow what a page lists, and what is new, on pages of every app."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from home.delivery.remembered import remembered
from home.feeds.formats import title_of
from home.feeds.scopes import EVERYTHING, KIND, everything, kind_scope, of_office, of_topic
from home.models import Agency, Topic
from home.news import news

register = template.Library()

NEWEST = 3
A_MONTH = timedelta(days=31)


def _scopes(*what: object) -> list:
    """Of a topic, an agency, or kinds by their slugs; everything where nothing is named."""
    found = []
    for thing in what:
        if isinstance(thing, Topic):
            found.append(of_topic(thing))
        elif isinstance(thing, Agency):
            found.append(of_office(thing))
        elif isinstance(thing, str) and (scope := kind_scope(thing)):
            found.append(scope)
    return found if what else [everything()]


@register.inclusion_tag("components/feed_links.html")
def feed_links(*what: object) -> dict:
    """For the head: the feeds of what this page lists."""
    return {
        "feeds": [
            {"title": title_of(scope), "atom": scope.path("atom"), "json": scope.path("json")}
            for scope in _scopes(*what)
        ]
    }


@register.inclusion_tag("components/follow_line.html")
def follow_line(*what: object) -> dict:
    """Below a list: where to follow it, and for a kind of page its archive."""
    scopes = _scopes(*what)
    first = scopes[0] if scopes else everything()
    return {"follow_url": first.hub_path, "archive_url": first.page_path if first.sort in (KIND, EVERYTHING) else ""}


@register.inclusion_tag("components/whats_new.html")
def whats_new() -> dict:
    """The newest pages, for the home page."""
    return {"rows": _newest(get_language())}


@remembered
def _newest(language: str) -> list[Page]:
    """Of the last month only: what is older is no news, and the home page then says nothing."""
    recent = news().filter(day__gt=timezone.localdate() - A_MONTH)
    return list(recent[:NEWEST].specific().defer_streamfields())
