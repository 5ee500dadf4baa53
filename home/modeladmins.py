"""Flat reference data in the admin: inspected, filtered, found without marks, exported; no drafts needed."""

from django.contrib.admin import display
from django.contrib.admin.sites import AdminSite
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView, InspectView

from home.exports import SafeExportMixin
from home.models import Agency, Holiday, Topic, Unit, User
from home.text import fold, words
from home.yes_no import YesNoColumn, in_words, is_yes_no


class ListView(SafeExportMixin, IndexView):
    def get_filters(self, request: HttpRequest) -> tuple:
        """Only by what is offered: `?recipient__startswith=l` would tell letter by letter what nobody may read."""
        filters, has_filters, others, distinct = super().get_filters(request)
        linked = {name: value for name, value in others.items() if name in self.model_admin.linked_lookups}
        return filters, has_filters, linked, distinct

    @property
    def export_headings(self) -> dict[str, str]:
        return self.model_admin.export_headings


class DetailView(InspectView):
    def get_fields_dict(self) -> list[dict]:
        hidden = self.model_admin.hidden_from(self.request.user)
        names = self.model_admin.get_inspect_view_fields()
        return [self.get_dict_for_field(name) for name in names if name not in hidden]

    def get_field_display_value(self, field_name: str, field: Field | None = None) -> object:
        value = super().get_field_display_value(field_name, field)
        return in_words(value) if isinstance(value, bool) else value


class FoldedColumnSearch(DjangoORMSearchHandler):
    """For tables that may grow: `search_fields` name columns that are folded, or ASCII by nature."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs) -> QuerySet:
        for word in words(search_term):
            anywhere = Q()
            for field in self.search_fields:
                anywhere |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(anywhere)
        return queryset


class SmallTableSearch(DjangoORMSearchHandler):
    """For tables of some hundred rows: each row's text is folded and looked at."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs) -> QuerySet:
        wanted = words(search_term)
        if not wanted:
            return queryset
        return queryset.filter(pk__in=[row.pk for row in queryset if all(word in self._text(row) for word in wanted)])

    def _text(self, row: Model) -> str:
        return fold(" ".join(str(getattr(row, field) or "") for field in self.search_fields))


class SiteModelAdmin(ModelAdmin):
    """What all our lists share."""

    index_view_class = ListView
    inspect_view_class = DetailView
    search_handler_class = SmallTableSearch
    inspect_view_enabled = True  # who may only view gets in by this
    export_headings: dict[str, str] = {}
    linked_lookups: tuple[str, ...] = ()  # what other screens narrow this list by in their links
    for_administrators: tuple[str, ...] = ()  # fields with personal data that others do not see, search or filter by
    empty_value_display = "–"

    def __init__(self, parent: ModelAdminGroup | None = None) -> None:
        super().__init__(parent)
        self.admin_site = AdminSite()  # Django's admin is not installed; filters by a relation only ask it for an order

    def hidden_from(self, user: User) -> tuple[str, ...]:
        return () if user.is_superuser else self.for_administrators

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        hidden = self.hidden_from(request.user)
        return [name for name in super().get_search_fields(request) if name not in hidden]

    def get_list_display(self, request: HttpRequest) -> list[str | YesNoColumn]:
        hidden = self.hidden_from(request.user)
        columns = [name for name in super().get_list_display(request) if name not in hidden]
        return [YesNoColumn(name, self) if is_yes_no(name, self) else name for name in columns]

    def get_menu_label(self) -> str:
        """Vietnamese words are not each written with a capital."""
        return self.menu_label or capfirst(self.opts.verbose_name_plural)


class ReadOnlyPermission(PermissionHelper):
    """For rows that verbs, jobs and readers write: staff look at them."""

    def user_can_create(self, user: User) -> bool:
        return False

    def user_can_edit_obj(self, user: User, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: User, obj: Model) -> bool:
        return False


class CatalogueAdmin(SiteModelAdmin):
    """For `CatalogueEntry`: a name in both languages and an order; the slug is made from the name."""

    menu_icon = "tag"
    list_display: tuple[str, ...] = ("name", "name_en", "slug", "order")
    search_fields: tuple[str, ...] = ("name", "name_en", "slug")
    form_fields_exclude = ("slug",)
    list_export: tuple[str, ...] = ("name", "name_en", "slug", "order")


class UnitPermission(PermissionHelper):
    """Units begin and end by recorded changes (home/units/changes.py); here only what is said of them is corrected."""

    def user_can_create(self, user) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return False


class UnitAdmin(SiteModelAdmin):
    model = Unit
    permission_helper_class = UnitPermission
    form_fields_exclude = (
        "code", "level", "kind", "name", "slug", "province_name", "parent", "valid_from", "valid_to", "sort_key", "folded",
    )  # fmt: skip
    menu_label = _("Xã, phường")
    menu_icon = "site"
    list_display = ("full_name", "code", "province_name", "valid_from", "valid_to")
    list_filter = ("level", "kind", "province_name")
    search_handler_class = FoldedColumnSearch
    search_fields = ("folded", "code")
    inspect_view_fields = (
        "kind", "name", "code", "level", "province_name", "parent", "lat", "lng", "area_km2", "valid_from", "valid_to",
        "note",
    )  # fmt: skip
    list_export = ("code", "kind", "name", "province_name", "lat", "lng", "valid_from", "valid_to")
    export_filename = "xa-phuong"

    @display(description=_("tên"), ordering="sort_key")
    def full_name(self, unit: Unit) -> str:
        return unit.full_name

    def get_extra_attrs_for_row(self, obj: Unit, context: dict) -> dict:
        return {} if obj.is_current else {"class": "former"}


class AgencyAdmin(SiteModelAdmin):
    model = Agency
    menu_icon = "group"
    list_display = ("name", "name_en", "abbreviation", "successor", "ended_on")
    list_select_related = ("successor",)
    search_fields = ("name", "name_en", "abbreviation", "former_names")
    list_export = ("name", "name_en", "abbreviation", "former_names", "successor", "ended_on")
    export_filename = "co-quan"


class HolidayAdmin(SiteModelAdmin):
    model = Holiday
    menu_icon = "date"
    list_display = ("date", "name", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "date")
    list_export = ("date", "name", "kind")
    export_filename = "ngay-le"


class TopicAdmin(CatalogueAdmin):
    model = Topic
    list_export = ("name", "name_en", "slug", "summary")
    export_filename = "chu-de"


class ReferenceGroup(ModelAdminGroup):
    menu_label = _("Danh mục chung")
    menu_icon = "folder-open-inverse"
    menu_order = 500
    items = (TopicAdmin, UnitAdmin, AgencyAdmin, HolidayAdmin)
