"""The nine roles of staff and the groups that carry their permissions. `sync_roles` may run at any time."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.workflow import ensure_workflow

# Groups of a fresh Wagtail. Their members could publish, so they go; one that got members is somebody's own by now.
STOCK_GROUPS = ("Editors", "Moderators")


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Quản trị viên")
    APPROVER = "approver", _("Người duyệt")
    EDITOR = "editor", _("Biên tập viên")
    CONTRIBUTOR = "contributor", _("Cộng tác viên")
    STORE_OFFICER = "store_officer", _("Cán bộ điểm bán")
    INSPECTOR = "inspector", _("Cán bộ kiểm tra")
    DECISION_MAKER = "decision_maker", _("Người quyết định")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ xã, phường")
    AUDITOR = "auditor", _("Người giám sát")


def _each(app: str, *codenames: str) -> tuple[str, ...]:
    return tuple(f"{app}.{codename}" for codename in codenames)


# Only the approver holds `publish` (architecture §10); the administrator is a superuser.
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: _each("wagtailcore", "add_page", "change_page", "lock_page", "unlock_page", "bulk_delete_page"),
    Role.APPROVER: _each("wagtailcore", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.EDITOR: _each("wagtailcore", "add_page", "change_page"),
    Role.CONTRIBUTOR: _each("wagtailcore", "add_page"),
}
# Wagtail asks for the permissions of its own image and document models, whatever models a site has in their place.
_MEDIA_ADD = (
    *_each("wagtailimages", "add_image", "choose_image"),
    *_each("wagtaildocs", "add_document", "choose_document"),
)
_MEDIA_CHANGE = ("wagtailimages.change_image", "wagtaildocs.change_document")
MEDIA_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: _MEDIA_ADD + _MEDIA_CHANGE,
    Role.APPROVER: _MEDIA_ADD + _MEDIA_CHANGE,
    Role.EDITOR: _MEDIA_ADD + _MEDIA_CHANGE,
    Role.CONTRIBUTOR: _MEDIA_ADD,
    Role.STORE_OFFICER: _each("wagtailimages", "add_image", "choose_image"),  # photographs of places
}

# codename by app; "view" everywhere is the auditor's whole right.
MODEL_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.APPROVER: (
        "campaigns.view_surveyresponse", "home.view_searchtally",
        "home.view_subscription", "home.view_pagefeedback", "home.change_pagefeedback",
        "stores.change_store", "stores.publish_store", "stores.lock_store", "stores.unlock_store", "stores.view_store",
        "campaigns.view_registration", "campaigns.view_eventdesk",
        *_each("campaigns", "change_alternative", "publish_alternative", "lock_alternative", "unlock_alternative"),
        *_each("campaigns", "view_alternative", "view_plasticitem", "view_situation"),
    ),
    Role.EDITOR: (
        "stores.view_store", "home.add_topic", "home.change_topic", "home.view_topic", "home.view_searchtally",
        *_each("home", "add_synonymgroup", "change_synonymgroup", "delete_synonymgroup", "view_synonymgroup"),
        *_each("home", "add_promotedresult", "change_promotedresult", "delete_promotedresult", "view_promotedresult"),
        "campaigns.view_registration", "campaigns.view_eventdesk", "campaigns.view_surveyresponse",
        "home.view_subscription", "home.view_pagefeedback", "home.change_pagefeedback",
        "simple_translation.submit_translation",
        *_each("campaigns", "add_alternative", "change_alternative", "view_alternative"),
        *_each("campaigns", "add_plasticitem", "change_plasticitem", "view_plasticitem"),
        *_each("campaigns", "add_situation", "change_situation", "view_situation"),
    ),
    Role.STORE_OFFICER: (
        "stores.add_store", "stores.change_store", "stores.view_store", "stores.view_recognition",
        "stores.add_productcategory", "stores.change_productcategory", "stores.view_productcategory",
        "stores.view_storekind", "home.view_unit", "home.view_agency",
        *_each("home", "add_unitchange", "view_unitchange"),
        *_each("stores", "add_greenpractice", "change_greenpractice", "view_greenpractice"),
        *_each("stores", "set_store_facts", "verify_store", "view_storeprivate", "change_storeprivate"),
    ),
    Role.INSPECTOR: ("stores.view_store", "stores.view_recognition", "stores.verify_store"),
    Role.DECISION_MAKER: ("stores.view_store", "stores.view_recognition", "stores.decide_recognition"),
    Role.COMMUNE_OFFICER: ("stores.view_store", "stores.view_recognition", "home.view_unit"),
    Role.AUDITOR: (
        "stores.view_store", "stores.view_recognition", "stores.view_reviewevent", "stores.view_scheme",
        "stores.view_criteriaset", "stores.view_productcategory", "stores.view_storekind",
        "stores.view_greenpractice", "home.view_unit", "home.view_agency", "home.view_holiday",
        "home.view_topic", "home.view_searchtally", "home.view_synonymgroup",
        "home.view_promotedresult", "home.view_notification", "home.view_scheduledrun",
        "django_tasks_database.view_dbtaskresult", "campaigns.view_eventdesk",
        "home.view_subscription", "home.view_pagefeedback", "home.view_unitchange",
        *_each("campaigns", "view_alternative", "view_plasticitem", "view_situation"),
    ),
}  # fmt: skip


def sync_roles() -> dict[Role, Group]:
    """Make the groups and give them what this table says, no more: what is not listed is taken away."""
    with translation.override("vi"):  # the groups keep one name whoever runs this
        groups = {role: Group.objects.get_or_create(name=str(role.label))[0] for role in Role}
    every = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    root = Page.objects.get(depth=1)
    library = Collection.get_first_root_node()
    for role, group in groups.items():
        wanted = ("wagtailadmin.access_admin", *MODEL_PERMISSIONS.get(role, ()))
        group.permissions.set(_found(every, wanted))
        _sync(GroupPagePermission, group, "page", root, _found(every, PAGE_PERMISSIONS.get(role, ())))
        _sync(GroupCollectionPermission, group, "collection", library, _found(every, MEDIA_PERMISSIONS.get(role, ())))
    Group.objects.filter(name__in=STOCK_GROUPS, user=None).delete()
    ensure_workflow(groups[Role.APPROVER])
    return groups


def _found(every: dict[str, Permission], names: tuple[str, ...]) -> set[Permission]:
    return {every[name] for name in names}


def _sync(through: type[models.Model], group: Group, field: str, target: models.Model, wanted: set[Permission]) -> None:
    rows = through.objects.filter(group=group, **{field: target})
    rows.exclude(permission__in=wanted).delete()
    present = set(rows.values_list("permission_id", flat=True))
    through.objects.bulk_create(
        through(group=group, permission=permission, **{field: target})
        for permission in wanted
        if permission.pk not in present
    )
