"""The queue in the admin: what waits, runs and failed, read-only but for one button that tries a failure again."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper, DjangoORMSearchHandler
from wagtail_modeladmin.views import InstanceSpecificView

from home.jobs import outcome
from home.jobs.job import BACKEND
from home.modeladmins import ReadOnlyPermission, SiteModelAdmin
from home.models import ScheduledRun


class RecordPermissions(ReadOnlyPermission):
    """`change` is the right to try again."""

    def user_can_try_again(self, user) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("change"))


class RecordButtons(ButtonHelper):
    """Inspect, and for failures "try again"."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None) -> list[dict]:
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        admin = self.view.model_admin
        if admin.has_failed(obj) and self.permission_helper.user_can_try_again(self.request.user):
            classname = self.finalise_classname(["button-secondary", *(classnames_add or [])], classnames_exclude)
            url = self.url_helper.get_action_url("try_again", obj.pk)
            buttons.append({"url": url, "label": _("Thử lại"), "classname": classname, "title": _("Thử lại")})
        return buttons


class TryAgainView(InstanceSpecificView):
    """Asks on GET, does it on POST."""

    page_title = _("Thử lại")
    template_name = "modeladmin/try_again.html"

    def check_action_permitted(self, user) -> bool:
        return self.permission_helper.user_can_try_again(user)

    def get_template_names(self) -> list[str]:
        return [self.template_name]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.model_admin.try_again(self.instance):
            messages.success(request, _("Đã xếp lại vào hàng đợi."))
        else:
            messages.warning(request, _("Mục này không còn gì để thử lại."))
        return redirect(self.index_url)


class RecordAdmin(SiteModelAdmin):
    """Base of the lists that the worker writes."""

    permission_helper_class = RecordPermissions
    button_helper_class = RecordButtons
    search_handler_class = DjangoORMSearchHandler  # the tables are long and their columns are not folded
    list_per_page = 50

    def has_failed(self, record) -> bool:
        return False

    def try_again(self, record) -> bool:
        """Queue a failure once more; False when it is none."""
        return False

    def try_again_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return TryAgainView.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_admin_urls_for_registration(self) -> tuple:
        pattern = self.url_helper.get_action_url_pattern("try_again")
        name = self.url_helper.get_action_url_name("try_again")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.try_again_view, name=name))


class JobAdmin(RecordAdmin):
    model = DBTaskResult
    base_url_path = "viec-nen"
    menu_label = _("Việc nền")
    menu_icon = "cogs"
    list_display = ("what", "status", "attempts", "enqueued_at", "finished_at", "error")
    list_filter = ("status",)
    search_fields = ("task_path", "exception_class_path")
    ordering = ("-enqueued_at",)
    for_administrators = ("args_kwargs", "traceback")  # may name people
    inspect_view_fields = (
        "task_path", "status", "args_kwargs", "worker_ids", "enqueued_at", "started_at", "finished_at", "run_after",
        "exception_class_path", "traceback",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(backend_name=BACKEND)

    def what(self, job: DBTaskResult) -> str:
        return job.task_name

    def attempts(self, job: DBTaskResult) -> int:
        return len(job.worker_ids)

    def error(self, job: DBTaskResult) -> str:
        return job.exception_class_path.rpartition(".")[2]

    def has_failed(self, job: DBTaskResult) -> bool:
        return job.status == "FAILED"

    def try_again(self, job: DBTaskResult) -> bool:
        return outcome.revive(job)

    what.short_description = _("việc")
    attempts.short_description = _("số lần chạy")
    error.short_description = _("lỗi gần nhất")


class ScheduledRunAdmin(RecordAdmin):
    model = ScheduledRun
    base_url_path = "viec-hang-ngay"
    menu_label = _("Việc hằng ngày")
    menu_icon = "calendar-alt"
    list_display = ("name", "day", "queued_at", "succeeded_at", "outcome")
    list_filter = ("name",)
