"""What the editor of an event finds beside its page."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from campaigns.events.modeladmins import registrations_url
from campaigns.models import EventPage, Registration


def registration_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    """From an event to those who registered, for who may see them."""
    is_event = issubclass(page.specific_class or Page, EventPage)
    if is_event and page.pk and user.has_perm("campaigns.view_registration"):
        yield Button(_("Người đăng ký"), registrations_url(page.pk), icon_name="group", priority=60)


def keep_events_people_come_to(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """With the page the people would go who nobody told; calling it off tells them."""
    coming = Registration.objects.active().filter(event__path__startswith=page.path, event__ends__gt=timezone.now())
    number = coming.filter(event__called_off=False).count()
    if not number:
        return None
    words = _(
        "“%(title)s” còn %(number)s người đã đăng ký. Hãy đánh dấu “đã hủy” và đăng lại để họ được báo, rồi xóa sau."
    )
    messages.error(request, words % {"title": page.get_admin_display_title(), "number": number})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_many_events_people_come_to(
    request: HttpRequest, action_type: str, objects: Iterable, action
) -> HttpResponseRedirect | None:
    """The same where several pages are ticked."""
    if action_type != "delete":
        return None
    pages = [found for found in objects if isinstance(found, Page)]
    return next((kept for page in pages if (kept := keep_events_people_come_to(request, page))), None)
