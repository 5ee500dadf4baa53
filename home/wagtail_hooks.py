"""Registers; implements nothing."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from home.admin import keep_help_at_home, refuse_move_onto_route, style_sheet
from home.delivery.admin_scripts import start_script
from home.modeladmins import ReferenceGroup
from home.notify.modeladmins import OperationsGroup
from home.translation import admin as translation
from home.views.media import guard_document

modeladmin_register(ReferenceGroup)
modeladmin_register(OperationsGroup)
hooks.register("insert_global_admin_js", start_script)
hooks.register("insert_global_admin_css", style_sheet)
hooks.register("before_move_page", refuse_move_onto_route)
hooks.register("before_serve_document", guard_document)
hooks.register("construct_help_menu", keep_help_at_home)
for name, function in translation.REGISTERED.items():
    hooks.register(name, function)
