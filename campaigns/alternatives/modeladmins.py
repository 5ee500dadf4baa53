"""What alternatives are sorted by, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from campaigns.models import PlasticItem, Situation
from home.modeladmins import SiteModelAdmin


class PlasticItemAdmin(SiteModelAdmin):
    model = PlasticItem
    menu_icon = "tag"
    list_display = ("name", "name_en", "other_names", "slug", "order")
    search_fields = ("name", "name_en", "other_names", "slug")
    form_fields_exclude = ("slug",)
    list_export = ("name", "name_en", "other_names", "slug", "order")
    export_filename = "mon-do-nhua"


class SituationAdmin(SiteModelAdmin):
    model = Situation
    menu_icon = "site"
    list_display = ("name", "name_en", "slug", "order")
    search_fields = ("name", "name_en", "slug")
    form_fields_exclude = ("slug",)
    list_export = ("name", "name_en", "slug", "order")
    export_filename = "hoan-canh"


class FinderGroup(ModelAdminGroup):
    menu_label = _("Món đồ, hoàn cảnh")
    menu_icon = "list-ul"
    menu_order = 207
    items = (PlasticItemAdmin, SituationAdmin)
