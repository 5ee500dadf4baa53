"""The head of the editor of a translated page: its source, what changed there, and the declaration."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from home.models.translations import Translation
from home.translation.state import DONE_FIELD


class TranslationPanel(Panel):
    """Stands first on every page's form and shows itself only where the page translates another."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**({"heading": _("Bản dịch"), "icon": "globe"} | kwargs))

    def get_form_options(self) -> dict:
        return {"fields": [DONE_FIELD, "translation_source"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/translation_panel.html"

        @property
        def translation(self) -> Translation | None:
            return getattr(self.form, "translation", None)

        def is_shown(self) -> bool:
            return self.translation is not None

        def get_context_data(self, parent_context=None) -> dict:
            facts = self.translation
            return super().get_context_data(parent_context) | {
                "facts": facts,
                "done": self.form[DONE_FIELD],
                "seen": self.form["translation_source"],
                "edit_url": reverse("wagtailadmin_pages:edit", args=[facts.source_id]),
                "compare_url": compare_url(facts),
            }


def compare_url(facts: Translation) -> str:
    """Wagtail's comparison of what was translated with what the source says now; empty when there is nothing to compare."""
    now = facts.source.live_revision_id
    if not (facts.base_revision_id and now) or facts.base_revision_id == now:
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[facts.source_id, facts.base_revision_id, now])
