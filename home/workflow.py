"""The one way to publication: an editor submits, an approver agrees."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

NAME = _("Duyệt trước khi đăng")
STEP = _("Người duyệt xem và đồng ý")
STOCK_NAME = "Moderators approval"  # what a fresh Wagtail brings
SNIPPETS = (("stores", "store"), ("campaigns", "alternative"))  # what is approved besides pages


def ensure_workflow(approvers: Group) -> Workflow:
    """The workflow of all pages and stores, with its one step; what staff assigned otherwise stays as they did it."""
    with translation.override("vi"):  # one name, whoever runs this
        workflow = _named(Workflow, str(NAME))
        step = _named(GroupApprovalTask, str(STEP))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=step.task_ptr, defaults={"sort_order": 0})
    step.groups.add(approvers)
    WorkflowPage.objects.get_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    for app, model in SNIPPETS:
        content_type = ContentType.objects.get_by_natural_key(app, model)
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow


def _named(model: type[Workflow | GroupApprovalTask], name: str) -> Workflow | GroupApprovalTask:
    """The one of this name; Wagtail's stock one is renamed to it, so that no second stands beside it."""
    model.objects.filter(name=STOCK_NAME).exclude(name=name).update(name=name)
    return model.objects.filter(name=name).first() or model.objects.create(name=name)
