"""Registers; implements nothing."""

from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from stores.modeladmins import CatalogueGroup, RecognitionAdmin
from stores.viewsets import StoreViewSetGroup

register_snippet(StoreViewSetGroup)
modeladmin_register(RecognitionAdmin)
modeladmin_register(CatalogueGroup)
