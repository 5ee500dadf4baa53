"""A publication that was refused outside the editor (from a list, from the approver's window) is told, not crashed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.publication import PublicationRefused


class RefusalMiddleware(MiddlewareMixin):
    """Names the page or row and the reasons, and leads to its editor, where each stands beside its field."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublicationRefused):
            return None
        text = _("Chưa đăng được “%(title)s”. %(reasons)s")
        reasons = " ".join(dict.fromkeys(exception.messages))
        messages.error(request, text % {"title": exception.instance, "reasons": reasons})
        url = AdminURLFinder(request.user).get_edit_url(exception.instance) or reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # the approver's window
            return JsonResponse({"step": "success", "redirect": url})
        return HttpResponseRedirect(url)
