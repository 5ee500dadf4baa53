"""Registers; implements nothing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from stores.admin.bulk import STORE_ACTIONS
from stores.admin.urls import urls
from stores.modeladmins import CatalogueGroup, RecognitionAdmin
from stores.viewsets import StoreViewSetGroup

register_snippet(StoreViewSetGroup)
modeladmin_register(RecognitionAdmin)
modeladmin_register(CatalogueGroup)
hooks.register("register_admin_urls", urls)
for action in STORE_ACTIONS:
    hooks.register("register_bulk_action", action)
