"""What several ticked stores get at once. Each step goes through the verbs, and asks again who may do it."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import classproperty
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from stores import review
from stores.admin.columns import listed
from stores.admin.listing import StoreListView
from stores.enums import VerifiedHow
from stores.models import Recognition, Scheme, Store


class StoreAction(SnippetBulkAction):
    """One permission, one sentence before, one after; what does not fit a place is said by name and left."""

    template_name = "stores/admin/bulk.html"
    permission = ""
    question = ""

    @classproperty
    def models(cls) -> list:
        return [Store]

    def check_perm(self, obj: Store) -> bool:
        return self.request.user.has_perm(self.permission)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"action": self}

    def get_execution_context(self) -> dict:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: Iterable[Store], action=None, **kwargs) -> tuple[int, int]:
        done = 0
        for store in objects:
            try:
                done += action.carry_out(store)
            except (review.ReviewError, ValidationError) as problem:
                words = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
                messages.error(action.request, f"{store.name}: {words}")
        return done, 0

    def carry_out(self, store: Store) -> int:
        """Answers 1, or 0 where there was nothing to do."""
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        done = {"n": num_parent_objects}
        return ngettext("Đã xong với %(n)d điểm bán.", "Đã xong với %(n)d điểm bán.", num_parent_objects) % done


class PublishStores(StoreAction):
    display_name = _("Đăng")
    action_type = "publish"
    aria_label = _("Đăng bản mới nhất của các điểm bán đã chọn")
    action_priority = 10
    permission = "stores.publish_store"
    question = _("Đăng bản mới nhất của các điểm bán này?")

    def carry_out(self, store: Store) -> int:
        """The latest draft becomes what everybody sees; one that waits for its approval waits on."""
        if store.live and not store.has_unpublished_changes:
            return 0
        if store.workflow_in_progress:
            raise ValidationError(gettext("Đang chờ duyệt, hãy duyệt ở trang sửa."))
        if store.locked:
            raise ValidationError(gettext("Đang bị khóa."))
        revision = store.latest_revision or store.save_revision(user=self.request.user)
        revision.publish(user=self.request.user)
        return 1


class UnpublishStores(StoreAction):
    display_name = _("Thôi hiện")
    action_type = "unpublish"
    aria_label = _("Thôi hiện các điểm bán đã chọn")
    action_priority = 20
    classes = {"serious"}
    permission = "stores.publish_store"
    question = _("Gỡ các điểm bán này khỏi trang? Dữ liệu và công nhận vẫn còn.")

    def carry_out(self, store: Store) -> int:
        if not store.live:
            return 0
        if store.locked:
            raise ValidationError(gettext("Đang bị khóa."))
        # Wagtail asks pages for the permission; here `check_perm` has asked for it.
        UnpublishAction(store, user=self.request.user).execute(skip_permission_checks=True)
        return 1


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=255, widget=forms.Textarea(attrs={"rows": 3}))


class SuspendForm(ReasonForm):
    scheme = forms.ModelChoiceField(Scheme.objects.all(), label=_("Danh hiệu"))


class SuspendRecognitions(StoreAction):
    display_name = _("Tạm dừng công nhận")
    action_type = "suspend"
    aria_label = _("Tạm dừng công nhận của các điểm bán đã chọn")
    action_priority = 40
    classes = {"serious"}
    permission = review.DECIDE
    question = _("Các điểm bán này tạm thời không được mang danh hiệu. Lý do được hiện trên trang của điểm bán.")
    form_class = SuspendForm

    def carry_out(self, store: Store) -> int:
        """The recognition that is open; the verb refuses what cannot be suspended."""
        scheme = self.cleaned_form.cleaned_data["scheme"]
        recognition = Recognition.objects.filter(store=store, scheme=scheme).order_by("-decided_on", "-pk").first()
        if recognition is None:
            raise review.ReviewError(gettext("Không có danh hiệu này."))
        review.suspend(recognition, actor=self.request.user, reason=self.cleaned_form.cleaned_data["reason"])
        return 1


class VerifyForm(forms.Form):
    how = forms.ChoiceField(label=_("Kiểm tra bằng cách nào?"), choices=VerifiedHow.choices)


class VerifyStores(StoreAction):
    display_name = _("Đã kiểm tra hôm nay")
    action_type = "verify"
    aria_label = _("Ghi là các điểm bán đã chọn được kiểm tra hôm nay")
    action_priority = 50
    permission = review.VERIFY
    question = _("Bạn xác nhận thông tin của các điểm bán này đúng vào hôm nay?")
    form_class = VerifyForm

    def carry_out(self, store: Store) -> int:
        review.verify(store, actor=self.request.user, how=self.cleaned_form.cleaned_data["how"])
        return 1


class AskVerification(StoreAction):
    display_name = _("Đề nghị kiểm tra lại")
    action_type = "ask_verification"
    aria_label = _("Đề nghị kiểm tra lại các điểm bán đã chọn")
    action_priority = 60
    permission = review.VERIFY
    question = _("Đề nghị kiểm tra lại thông tin của các điểm bán này?")
    form_class = ReasonForm

    def carry_out(self, store: Store) -> int:
        review.ask_verification(store, actor=self.request.user, reason=self.cleaned_form.cleaned_data["reason"])
        return 1


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=_("Dạng tệp"),
        choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )


class ExportStores(StoreAction):
    display_name = _("Tải bảng")
    action_type = "export"
    aria_label = _("Tải bảng của các điểm bán đã chọn")
    action_priority = 70
    permission = "stores.view_store"
    question = _("Tải về bảng của các điểm bán này. Bảng chỉ có thông tin công khai.")
    form_class = ExportForm

    def prepare_action(self, objects: list[Store], objects_without_access: dict) -> HttpResponse | None:
        """The same spreadsheet as that of the whole list."""
        if not objects:
            return None
        chosen = listed(Store.objects.filter(pk__in=[store.pk for store in objects])).order_by("sort_key")
        return _workbook(self.request, chosen, self.cleaned_form.cleaned_data["format"])

    def carry_out(self, store: Store) -> int:
        return 0


def _workbook(request: HttpRequest, stores: Iterable[Store], kind: str) -> HttpResponse:
    viewset = Store.snippet_viewset
    view = StoreListView(
        model=Store, list_export=viewset.list_export, export_filename=viewset.export_filename, request=request
    )
    return view.as_spreadsheet(stores, kind)


STORE_ACTIONS = (PublishStores, UnpublishStores, SuspendRecognitions, VerifyStores, AskVerification, ExportStores)
