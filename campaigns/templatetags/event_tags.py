"""What the admin's own screens say of events."""

from django import template
from wagtail.models import Page

from campaigns.events.guards import people_coming, what_to_do_first

register = template.Library()


@register.inclusion_tag("campaigns/admin/people_coming.html", takes_context=True)
def people_who_come(context, page: Page) -> dict:
    """Before a page is taken off: how many people count on it and what comes first; nothing where nobody does."""
    number = people_coming(page)
    words = what_to_do_first(page, number) if number else ""
    return {"words": words, "may_override": context["request"].user.is_superuser}
