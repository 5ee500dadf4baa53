"""What the admin does differently here; registered in wagtail_hooks.py."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home.publication import REFUSE
from home.slugs import TOP_LEVEL, refuse_reserved


def style_sheet() -> SafeString:
    """Our colours, and repairs to what looks old."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


def refuse_move_onto_route(request: HttpRequest, page: Page, destination: Page) -> HttpResponseRedirect | None:
    """A page may be called "tim-kiem" below a section, but not directly below the home page."""
    if destination.depth != TOP_LEVEL - 1:
        return None
    try:
        refuse_reserved(page.slug)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(REFUSE, _("Không đăng theo lịch"), _("Không đăng theo lịch vì chưa đủ điều kiện"))


def keep_help_at_home(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's help leads to English pages of another site; the shortcuts stay."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("https://")]
