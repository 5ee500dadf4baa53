"""Topics: all of them, and everything that is filed under one."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.cards.topics import topic_card, topics_card
from home.delivery.decorators import cached_page
from home.facets import kind_facet, kinds_by_content_type
from home.languages import pages_in_language
from home.listing import Listing
from home.models import Topic


@require_safe
@cached_page()
def topics(request: HttpRequest) -> HttpResponse:
    """Topics under which something stands, each with how much."""
    counted = Count("page_links", filter=Q(page_links__page__in=pages_in_language()))
    found = Topic.objects.annotate(total=counted).filter(total__gt=0)
    return render(request, "home/topics.html", {"topics": found, "share_card": topics_card()})


@require_safe
@cached_page(params=("loai", "trang"))
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public under one topic, the newest first, narrowed by its kind."""
    found = get_object_or_404(Topic, slug=slug)
    listing = Listing(pages_under(found), [kind_facet()], request.GET)
    rows = list(listing.page.object_list.specific())
    context = {"topic": found, "rows": rows, "noindex": not rows, "share_card": topic_card(found)} | listing.context()
    response = render(request, "home/topic.html", context)
    response.canonical_query = listing.canonical
    return response


def pages_under(topic: Topic) -> QuerySet[Page]:
    pages = pages_in_language().filter(topic_links__topic=topic, content_type__in=list(kinds_by_content_type()))
    return pages.order_by("-first_published_at", "-pk")
