"""Registers; implements nothing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from campaigns.alternatives.modeladmins import FinderGroup
from campaigns.alternatives.viewsets import AlternativeViewSet
from campaigns.events import guards
from campaigns.events.admin import registration_button
from campaigns.events.modeladmins import EventGroup
from campaigns.surveys.admin import results_button, urls

register_snippet(AlternativeViewSet)
modeladmin_register(FinderGroup)
modeladmin_register(EventGroup)
hooks.register("register_page_header_buttons", registration_button)
hooks.register("before_delete_page", guards.keep_on_deleting)
hooks.register("before_unpublish_page", guards.keep_on_unpublishing)
hooks.register("before_bulk_action", guards.keep_many)
hooks.register("register_log_actions", guards.log_actions)
hooks.register("register_admin_urls", urls)
hooks.register("register_page_header_buttons", results_button)
