"""Which pages readers find useful and which not, the worst first."""

from django.db.models import Count, F, Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from home.exports import SafeExportMixin
from home.feedback.service import of_people
from home.models import PageFeedback

PERMISSION = "home.view_pagefeedback"
FEWEST = 5  # with fewer answers, a share says nothing


class UsefulnessReport(SafeExportMixin, ReportView):
    """One row a page that has enough answers of the reader's own agency."""

    page_title = _("Trang có ích không")
    header_icon = "view"
    index_url_name = "feedback_report"
    index_results_url_name = "feedback_report_results"
    results_template_name = "home/feedback/report_results.html"
    permission_policy = ModelPermissionPolicy(PageFeedback)
    permission_required = "view"
    context_object_name = "pages"
    list_export = ["title", "useful", "useless", "share"]
    export_headings = {
        "title": _("Trang"),
        "useful": _("Có"),
        "useless": _("Không"),
        "share": _("Phần trăm không"),
    }

    def get_filename(self) -> str:
        return "trang-co-ich"

    @cached_property
    def list_url(self) -> str:
        return reverse("gop-y_modeladmin_index")

    def get_queryset(self) -> QuerySet[Page]:
        return usefulness(of_people(self.request.user))


def usefulness(answers: QuerySet) -> QuerySet[Page]:
    """Pages with how many said yes, how many no, and the percentage of no; the worst first."""
    mine = Q(feedback__counted=True, feedback__in=answers)
    pages = Page.objects.annotate(
        useful=Count("feedback", filter=mine & Q(feedback__useful=True)),
        useless=Count("feedback", filter=mine & Q(feedback__useful=False)),
    ).annotate(total=F("useful") + F("useless"))
    return (
        pages.filter(total__gte=FEWEST)
        .annotate(share=F("useless") * 100 / F("total"))
        .order_by("-share", "-total", "pk")
    )


class ReportItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(PERMISSION)


def report_urls() -> list:
    return [
        path("reports/trang-co-ich/", UsefulnessReport.as_view(), name="feedback_report"),
        path(
            "reports/trang-co-ich/ket-qua/", UsefulnessReport.as_view(results_only=True), name="feedback_report_results"
        ),
    ]


def report_item() -> MenuItem:
    return ReportItem(_("Trang có ích không"), reverse("feedback_report"), icon_name="view", order=900)
