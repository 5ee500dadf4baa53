"""What alternatives are sorted by, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from campaigns.models import PlasticItem, Situation
from home.modeladmins import CatalogueAdmin


class PlasticItemAdmin(CatalogueAdmin):
    model = PlasticItem
    list_display = ("name", "name_en", "other_names", "slug", "order")
    search_fields = ("name", "name_en", "other_names", "slug")
    list_export = ("name", "name_en", "other_names", "slug", "order")
    export_filename = "mon-do-nhua"


class SituationAdmin(CatalogueAdmin):
    model = Situation
    menu_icon = "site"
    export_filename = "hoan-canh"


class FinderGroup(ModelAdminGroup):
    menu_label = _("Món đồ, hoàn cảnh")
    menu_icon = "list-ul"
    menu_order = 207
    items = (PlasticItemAdmin, SituationAdmin)
