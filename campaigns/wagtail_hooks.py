"""Registers; implements nothing."""

from wagtail import hooks

from campaigns.survey_admin import results_button, urls

hooks.register("register_admin_urls", urls)
hooks.register("register_page_header_buttons", results_button)
