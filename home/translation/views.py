"""The screen of copying a page to English."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import Page

from home.translation.copying import copy_to_english, missing_ancestors
from home.translation.state import is_source_language


class CopyForm(forms.Form):
    with_descendants = forms.BooleanField(required=False, label=gettext_lazy("Chép cả các trang con"))


class CopyToEnglishView(TemplateView):
    """ "Dịch" on a Vietnamese page: says what will be copied, then copies it and opens the English draft."""

    template_name = "home/admin/copy_to_english.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if self.page.is_root() or not is_source_language(self.page):
            raise Http404
        may_translate = request.user.has_perm("simple_translation.submit_translation")
        if not (may_translate and self.page.permissions_for_user(request.user).can_edit()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        children = self.page.get_descendants().count()
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "above": missing_ancestors(self.page),
            "children": children,
            "form": CopyForm() if children else None,
        }

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        form = CopyForm(request.POST)
        wanted = form.is_valid() and form.cleaned_data["with_descendants"]
        made = copy_to_english(self.page, request.user, with_descendants=wanted)
        text = _("Đã chép “%(title)s” sang tiếng Anh. Đây là bản nháp, hãy thay chữ tiếng Việt bằng bản dịch.")
        messages.success(request, text % {"title": self.page.title})
        return redirect("wagtailadmin_pages:edit", made.pk)
