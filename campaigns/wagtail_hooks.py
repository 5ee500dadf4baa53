"""Registers; implements nothing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from campaigns.alternatives.modeladmins import FinderGroup
from campaigns.alternatives.viewsets import AlternativeViewSet
from campaigns.events.admin import (
    keep_events_people_come_to,
    keep_many_events_people_come_to,
    registration_button,
)
from campaigns.events.modeladmins import EventGroup
from campaigns.surveys.admin import results_button, urls

register_snippet(AlternativeViewSet)
modeladmin_register(FinderGroup)
modeladmin_register(EventGroup)
hooks.register("register_page_header_buttons", registration_button)
hooks.register("before_delete_page", keep_events_people_come_to)
hooks.register("before_bulk_action", keep_many_events_people_come_to)
hooks.register("register_admin_urls", urls)
hooks.register("register_page_header_buttons", results_button)
