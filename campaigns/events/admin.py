"""What the editor of an event finds beside its page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from campaigns.events.modeladmins import registrations_url
from campaigns.models import EventPage


def registration_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    """From an event to those who registered, for who may see them."""
    is_event = issubclass(page.specific_class or Page, EventPage)
    if is_event and page.pk and user.has_perm("campaigns.view_registration"):
        yield Button(_("Người đăng ký"), registrations_url(page.pk), icon_name="group", priority=60)
