"""Registers; implements nothing."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from home.admin import keep_help_at_home, log_actions, refuse_move_onto_route, style_sheet
from home.delivery.admin_scripts import start_script
from home.feedback.modeladmins import FeedbackAdmin
from home.feedback.reports import report_item, report_urls
from home.modeladmins import ReferenceGroup
from home.notify.modeladmins import OperationsGroup
from home.search.modeladmins import SearchGroup
from home.subscriptions.modeladmins import SubscriptionAdmin
from home.translation import admin as translation
from home.units.modeladmins import UnitChangeAdmin
from home.views.media import guard_document

modeladmin_register(ReferenceGroup)
modeladmin_register(OperationsGroup)
modeladmin_register(SearchGroup)
modeladmin_register(SubscriptionAdmin)
modeladmin_register(FeedbackAdmin)
modeladmin_register(UnitChangeAdmin)
hooks.register("insert_global_admin_js", start_script)
hooks.register("insert_global_admin_css", style_sheet)
hooks.register("before_move_page", refuse_move_onto_route)
hooks.register("before_serve_document", guard_document)
hooks.register("register_log_actions", log_actions)
hooks.register("construct_help_menu", keep_help_at_home)
hooks.register("register_admin_urls", report_urls)
hooks.register("register_reports_menu_item", report_item)
for name, function in translation.REGISTERED.items():
    hooks.register(name, function)
