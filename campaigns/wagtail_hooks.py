"""Registers; implements nothing."""

from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from campaigns.alternatives.modeladmins import FinderGroup
from campaigns.alternatives.viewsets import AlternativeViewSet

register_snippet(AlternativeViewSet)
modeladmin_register(FinderGroup)
