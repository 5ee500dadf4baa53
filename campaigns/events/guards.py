"""An event that people are going to come to does not disappear before they are told; calling it off tells them."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page

from campaigns.models import Registration

OVERRIDE = "campaigns.event.unpublish_untold"


def people_coming(page: Page, *, and_below: bool = True) -> int:
    """How many hold a seat or wait for one, of events here (and below) that are neither over nor called off."""
    events = {"event__path__startswith": page.path} if and_below else {"event": page.pk}
    coming = Registration.objects.active().filter(event__ends__gt=timezone.now(), event__called_off=False)
    return coming.filter(**events).count()


def keep_on_deleting(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """With the page their registrations would go: nobody may do that, not even an administrator."""
    number = people_coming(page)
    if not number:
        return None
    _tell(request, page, number)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_on_unpublishing(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Refused until it is called off or over. An administrator may have to take a page off at once: that is logged."""
    number = people_coming(page, and_below=bool(request.POST.get("include_descendants")))
    if not number:
        return None
    if request.user.is_superuser:
        log(instance=page, action=OVERRIDE, user=request.user, data={"registered": number})
        return None
    _tell(request, page, number)
    return redirect("wagtailadmin_pages:edit", page.pk)


GUARDS = {"delete": keep_on_deleting, "unpublish": keep_on_unpublishing}


def keep_many(request: HttpRequest, action_type: str, objects: Iterable, action) -> HttpResponseRedirect | None:
    """The same where several pages are ticked."""
    guard = GUARDS.get(action_type)
    if guard is None:
        return None
    pages = [found for found in objects if isinstance(found, Page)]
    return next((kept for page in pages if (kept := guard(request, page))), None)


def what_to_do_first(page: Page, number: int) -> str:
    words = ngettext(
        "“%(title)s” còn %(number)s người đã đăng ký. Hãy đánh dấu “đã hủy”, ghi lý do và đăng lại để họ được báo, "
        "rồi mới gỡ hoặc xóa.",
        "“%(title)s” còn %(number)s người đã đăng ký. Hãy đánh dấu “đã hủy”, ghi lý do và đăng lại để họ được báo, "
        "rồi mới gỡ hoặc xóa.",
        number,
    )
    return words % {"title": page.get_admin_display_title(), "number": number}


def _tell(request: HttpRequest, page: Page, number: int) -> None:
    messages.error(request, what_to_do_first(page, number))


def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        OVERRIDE, gettext_lazy("Gỡ sự kiện còn người đăng ký"), gettext_lazy("Gỡ khi người đã đăng ký chưa được báo")
    )
