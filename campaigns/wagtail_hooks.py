"""Registers; implements nothing."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from campaigns.events.admin import registration_button
from campaigns.events.modeladmins import EventGroup

modeladmin_register(EventGroup)
hooks.register("register_page_header_buttons", registration_button)
