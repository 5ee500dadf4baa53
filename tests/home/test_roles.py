"""Who may do what: the nine roles against the actions of the admin."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowContentType,
)

from home.models import User
from home.roles import Role, sync_roles
from stores import review
from stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db

# The administrator is a superuser and may do everything; the others only what stands here.
MATRIX = {
    "administrator": {
        "add page", "change page", "publish page", "delete page", "add image", "add document", "add store",
        "change store", "publish store", "view store", "decide", "view recognition", "view unit", "enter",
    },
    "approver": {
        "change page", "publish page", "delete page", "add image", "add document", "change store", "publish store",
        "view store", "enter",
    },
    "editor": {"add page", "change page", "add image", "add document", "view store", "enter"},
    "contributor": {"add page", "add image", "add document", "enter"},
    "store_officer": {"add image", "add store", "change store", "view store", "view recognition", "view unit", "enter"},
    "inspector": {"view store", "view recognition", "enter"},
    "decision_maker": {"view store", "view recognition", "decide", "enter"},
    "commune_officer": {"view store", "view recognition", "view unit", "enter"},
    "auditor": {"view store", "view recognition", "view unit", "enter"},
}  # fmt: skip
MODEL_ACTIONS = {
    "add store": "stores.add_store",
    "change store": "stores.change_store",
    "publish store": "stores.publish_store",
    "view store": "stores.view_store",
    "decide": "stores.decide_recognition",
    "view recognition": "stores.view_recognition",
    "view unit": "home.view_unit",
    "enter": "wagtailadmin.access_admin",
}


def actions_of(user: User, page) -> set[str]:
    """What this person may do to somebody else's live page, to media, stores and the register."""
    on_page = page.permissions_for_user(user)
    allowed = {
        "add page": page.get_parent().permissions_for_user(user).can_add_subpage(),
        "change page": on_page.can_edit(),
        "publish page": on_page.can_publish(),
        "delete page": on_page.can_delete(),
        "add image": image_policy.user_has_permission(user, "add"),
        "add document": document_policy.user_has_permission(user, "add"),
        **{action: user.has_perm(permission) for action, permission in MODEL_ACTIONS.items()},
    }
    return {action for action, may in allowed.items() if may}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_may_do_exactly_what_the_matrix_says(cast, site_home, role):
    page = factories.standard_page(site_home)
    user = User.objects.get(pk=getattr(cast, role).pk)
    assert actions_of(user, page) == MATRIX[role]


def test_a_contributor_changes_only_what_they_wrote(cast, site_home):
    own = factories.standard_page(site_home, "Bài của tôi", live=False, owner=cast.contributor)
    others = factories.standard_page(site_home, "Bài khác", live=False, owner=cast.editor)
    assert own.permissions_for_user(cast.contributor).can_edit()
    assert not own.permissions_for_user(cast.contributor).can_publish()
    assert not others.permissions_for_user(cast.contributor).can_edit()


def test_only_the_approver_of_all_groups_publishes(cast):
    publishing = {"publish_page", "publish_store"}
    on_pages = GroupPagePermission.objects.filter(permission__codename__in=publishing)
    groups = {row.group.name for row in on_pages}
    groups |= set(Group.objects.filter(permissions__codename__in=publishing).values_list("name", flat=True))
    assert groups == {"Người duyệt"}


def test_the_groups_have_vietnamese_names_and_those_of_wagtail_are_gone(cast):
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Quản trị viên", "Người duyệt", "Biên tập viên", "Cộng tác viên", "Cán bộ điểm bán", "Cán bộ kiểm tra",
        "Người quyết định", "Cán bộ xã, phường", "Người giám sát",
    }  # fmt: skip


def test_a_group_of_wagtail_that_got_members_is_left_alone(django_user_model):
    member = django_user_model.objects.create_user("cu")
    member.groups.add(Group.objects.get_or_create(name="Editors")[0])
    sync_roles()
    assert Group.objects.filter(name="Editors").exists()


def state_of_permissions() -> tuple:
    return (
        sorted(Group.objects.values_list("pk", "name", "permissions__pk")),
        sorted(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id")),
        sorted(GroupCollectionPermission.objects.values_list("group_id", "collection_id", "permission_id")),
        sorted(Workflow.objects.values_list("pk", "name", "workflow_tasks__task_id")),
    )


def test_making_the_roles_twice_changes_nothing(db):
    sync_roles()
    before = state_of_permissions()
    sync_roles()
    assert state_of_permissions() == before


def test_making_the_roles_takes_away_what_somebody_added(cast):
    editors = Group.objects.get(name="Biên tập viên")
    library = Collection.get_first_root_node()
    rights = GroupCollectionPermission.objects.filter(group=editors, collection=library)
    publish = GroupPagePermission.objects.get(permission__codename="publish_page")
    GroupPagePermission.objects.create(group=editors, page=publish.page, permission=publish.permission)
    count = rights.count()
    rights.first().delete()
    sync_roles()
    assert not GroupPagePermission.objects.filter(group=editors, permission=publish.permission).exists()
    assert rights.count() == count


def test_pages_and_stores_are_submitted_to_the_approver(cast, site_home):
    page = factories.standard_page(site_home, live=False)
    content_type = ContentType.objects.get_for_model(Store)
    for workflow in (page.get_workflow(), WorkflowContentType.objects.get(content_type=content_type).workflow):
        assert workflow.name == "Duyệt trước khi đăng"
        assert [task.name for task in workflow.tasks] == ["Người duyệt xem và đồng ý"]
        assert {group.name for group in workflow.tasks[0].specific.groups.all()} == {"Người duyệt"}
    assert Workflow.objects.count() == GroupApprovalTask.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    ["", "pages/", "images/", "documents/", "snippets/stores/store/", "stores/recognition/", "home/unit/", "users/"],
)
def test_a_stranger_sees_the_sign_in_form_only(client, db, path):
    response = client.get(f"/quan-tri/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("role", [role for role in Role.values if role not in ("administrator",)])
def test_nobody_but_the_administrator_manages_users_and_settings(client, cast, site_home, role):
    client.force_login(getattr(cast, role))
    for name in (
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailsites:index",
        "wagtailadmin_workflows:index",
    ):
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("role", [role for role in Role.values if role not in ("administrator", "decision_maker")])
def test_only_the_decision_maker_decides(cast, role):
    recognition = factories.recognition(factories.store())
    with pytest.raises(review.PermissionDenied):
        review.suspend(recognition, actor=getattr(cast, role), reason="Thử.")
