"""What the admin shows of translations; registered in wagtail_hooks.py."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from home.models.translations import Translation
from home.translation.report import TranslationReport
from home.translation.state import DECLARE, WITHDRAW, public_translations_of
from home.translation.views import CopyToEnglishView


def urls() -> list[URLPattern]:
    return [
        # In the place of simple_translation's own screen, to which its buttons lead.
        path("translation/submit/page/<int:page_id>/", CopyToEnglishView.as_view(), name="copy_to_english"),
        path("reports/ban-dich/", TranslationReport.as_view(), name="translation_report"),
        path(
            "reports/ban-dich/results/", TranslationReport.as_view(results_only=True), name="translation_report_results"
        ),
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"])


def report_menu_item() -> MenuItem:
    url = reverse("translation_report")
    return ReportMenuItem(_("Bản dịch tiếng Anh"), url, name="translations", icon_name="globe", order=650)


def mark_changed_sources(parent: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """So that a list of pages knows which translations are behind, in its one query."""
    return pages.annotate(has_changed_source=Exists(Translation.objects.changed().filter(page=OuterRef("pk"))))


def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(DECLARE, _("Xác nhận bản dịch"), _("Xác nhận bản dịch đã xong và khớp với bản gốc"))
    actions.register_action(WITHDRAW, _("Gỡ bản dịch"), _("Gỡ bản dịch vì bản gốc đã gỡ"))


def unpublish_together(pages: list[Page], action: str) -> dict[Page, list[Page]]:
    """Wagtail's screen then says how many translations go with the page, and logs who did it."""
    return {page: public_translations_of([page.pk]) for page in pages} if action == "unpublish" else {}


REGISTERED: dict[str, Callable] = {
    "register_admin_urls": urls,
    "register_reports_menu_item": report_menu_item,
    "construct_explorer_page_queryset": mark_changed_sources,
    "register_log_actions": log_actions,
    "construct_translated_pages_to_cascade_actions": unpublish_together,
}
