"""The report of what is translated, behind its source, or not in English yet."""

import django_filters
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, get_page_content_types, get_page_models

from home.exports import SafeExportMixin
from home.models import Agency
from home.models.translations import Translation, TranslationState

MISSING = "missing"
STATES = [(MISSING, gettext_lazy("Chưa có bản tiếng Anh")), *TranslationState.choices]
# What needs somebody first stands first.
URGENCY = (TranslationState.CHANGED, TranslationState.NOT_DONE, MISSING, TranslationState.CURRENT)


class TranslationFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), field_name="translation_state", choices=STATES
    )
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan"), queryset=lambda request: Agency.objects.all(), method="of_agency"
    )
    content_type = ContentTypeFilter(
        label=gettext_lazy("Loại trang"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = Page
        fields = ["state", "agency", "content_type"]

    def of_agency(self, pages: QuerySet, name: str, agency: Agency) -> QuerySet:
        owned = Q(pk__in=[])
        for model in get_page_models():
            if any(field.name == "agency" for field in model._meta.fields):
                owned |= Q(pk__in=model.objects.filter(agency=agency).values("pk"))
        return pages.filter(owned)


def _fact(name: str, output: object) -> Subquery:
    return Subquery(Translation.objects.filter(source=OuterRef("pk")).values(name)[:1], output_field=output)


def with_translations(pages: QuerySet) -> QuerySet:
    """Each Vietnamese page with what is known of its translation."""
    digest, source = _fact("declared_digest", CharField()), _fact("source_digest", CharField())
    return pages.annotate(
        translated_pk=_fact("page", IntegerField()),
        declared_digest=digest,
        source_digest=source,
        source_changed_at=_fact("source_changed_at", DateTimeField()),
        words_changed=_fact("words_changed", IntegerField()),
        declared_at=_fact("declared_at", DateTimeField()),
        declared_by=_fact("declared_by__username", CharField()),
        translation_state=Case(
            When(translated_pk=None, then=Value(MISSING)),
            When(declared_digest="", then=Value(TranslationState.NOT_DONE.value)),
            When(declared_digest=F("source_digest"), then=Value(TranslationState.CURRENT.value)),
            default=Value(TranslationState.CHANGED.value),
            output_field=CharField(),
        ),
    )


class TranslationReport(SafeExportMixin, PageReportView):
    """All Vietnamese pages: which have an English one, which of those are behind, and by how much."""

    page_title = gettext_lazy("Bản dịch tiếng Anh")
    header_icon = "globe"
    filterset_class = TranslationFilters
    index_url_name = "translation_report"
    index_results_url_name = "translation_report_results"
    results_template_name = "home/admin/translation_report_results.html"
    any_permission_required = ["add", "change", "publish"]
    is_searchable = False
    export_filename = "ban-dich"
    list_export = [
        "title", "kind", "state_label", "source_changed_at", "words_changed", "declared_by", "declared_at",
        "first_published_at",
    ]  # fmt: skip
    export_headings = {
        "title": gettext_lazy("Trang"),
        "kind": gettext_lazy("Loại trang"),
        "state_label": gettext_lazy("Trạng thái"),
        "source_changed_at": gettext_lazy("Bản gốc đổi ngày"),
        "words_changed": gettext_lazy("Số từ đã đổi"),
        "declared_by": gettext_lazy("Người xác nhận"),
        "declared_at": gettext_lazy("Xác nhận lúc"),
        "first_published_at": gettext_lazy("Đăng lần đầu"),
    }

    def get_queryset(self) -> QuerySet:
        vietnamese = Page.objects.filter(locale__language_code="vi", depth__gt=1)
        shown = with_translations(vietnamese).filter(Q(live=True) | Q(translated_pk__isnull=False))
        urgency = Case(*(When(translation_state=state, then=Value(rank)) for rank, state in enumerate(URGENCY)))
        shown = shown.annotate(urgency=urgency).select_related("content_type", "locale")
        self.queryset = shown.order_by("urgency", "-first_published_at", "path")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list):
        labels = dict(STATES)
        for page in object_list:
            page.state_label = str(labels[page.translation_state])
            page.kind = get_content_type_label(page.content_type)
        return object_list
