"""Mail in the admin: what was sent to whom, what failed and why; and the group of all that the worker does.

To whom and with what words is personal data: administrators see it; the auditor sees that mail was sent.
"""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from home.jobs.modeladmins import JobAdmin, RecordAdmin, ScheduledRunAdmin
from home.models import Notification, User
from home.notify.service import send_again


class NotificationAdmin(RecordAdmin):
    model = Notification
    base_url_path = "thu-bao"
    menu_label = _("Thư báo")
    menu_icon = "mail"
    list_display = (
        "subject", "recipient", "kind", "masked_recipient", "status", "attempts", "created_at", "sent_at", "last_error",
    )  # fmt: skip
    for_administrators = ("recipient", "subject", "body", "last_error")
    list_filter = ("status", "kind")
    search_fields = ("recipient", "subject", "kind")
    inspect_view_fields = (
        "kind", "language", "masked_recipient", "recipient", "subject", "body", "status", "attempts", "last_error",
        "created_at", "sent_at", "erased_at",
    )  # fmt: skip

    def hidden_from(self, user: User) -> tuple[str, ...]:
        return ("masked_recipient",) if user.is_superuser else self.for_administrators

    def has_failed(self, notification: Notification) -> bool:
        return notification.status == Notification.Status.FAILED and notification.erased_at is None

    def try_again(self, notification: Notification) -> bool:
        return send_again(notification)


class OperationsGroup(ModelAdminGroup):
    menu_label = _("Vận hành")
    menu_icon = "tasks"
    menu_order = 600
    items = (NotificationAdmin, JobAdmin, ScheduledRunAdmin)
