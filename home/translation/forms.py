"""The editors' form of a translated page: the declaration, and what still stands between a draft and the public."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

from home.models.translations import TranslationState
from home.translation import state
from home.translation.state import DONE_FIELD, Problem


class TranslationFormMixin(forms.Form):
    """For forms of pages. Drafts keep everything that was typed; publication and approval ask for a finished page."""

    translation_done = forms.BooleanField(required=False, label=gettext_lazy("Bản dịch đã xong"))
    translation_source = forms.CharField(required=False, widget=forms.HiddenInput)  # the source the translator saw

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.translation = state.facts_of(self.instance)
        if self.translation is None:
            self.fields.pop(DONE_FIELD, None)
            self.fields.pop("translation_source", None)
            return
        day = date_format(localtime(self.translation.source_changed_at), "SHORT_DATE_FORMAT")
        self.fields[DONE_FIELD].label = _("Bản dịch đã xong và khớp với bản gốc ngày %(day)s") % {"day": day}
        self.initial[DONE_FIELD] = self.translation.state == TranslationState.CURRENT
        self.initial["translation_source"] = self.translation.source_digest

    @property
    def _source_moved_on(self) -> bool:
        seen = self.cleaned_data.get("translation_source") or self.translation.source_digest
        return seen != self.translation.source_digest

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.translation is None or self.is_deferred_validation:
            return
        if self.data.get("workflow-action-name") == "reject":
            return
        ticked = self.cleaned_data.get(DONE_FIELD)
        if ticked and self._source_moved_on:
            message = _("Bản gốc vừa đổi trong lúc bạn làm. Hãy xem chỗ đổi rồi đánh dấu lại.")
            self.add_error(DONE_FIELD, ValidationError(message))
            return
        was_done = self.translation.state == TranslationState.CHANGED  # published, or finished for an older source
        for name, problems in _by_field(state.problems_of(self.instance, is_declared=bool(ticked) or was_done)).items():
            self.add_error(name if name in self.fields else None, self._error(name, problems))

    def _error(self, name: str, problems: list[Problem]) -> ValidationError:
        """Beside the block it is about; a stream shows errors of its own kind alone."""
        fields = {field.name: field for field in self.instance._meta.get_fields()}
        if name in self.fields and isinstance(fields.get(name), StreamField):
            by_block: dict[int, list[str]] = {}
            for problem in problems:
                by_block.setdefault(problem.block or 0, []).append(problem.message)
            return StreamBlockValidationError(
                block_errors={place: ValidationError(messages) for place, messages in by_block.items()}
            )
        return ValidationError([problem.message for problem in problems])

    def save(self, commit: bool = True):
        page = super().save(commit=commit)
        if self.translation is not None:
            self._keep_declaration(page)
        return page

    def _keep_declaration(self, page) -> None:
        if self.cleaned_data.get(DONE_FIELD):
            state.declare(page, self.for_user, seen=self.cleaned_data.get("translation_source"))
        elif self.translation.state == TranslationState.CURRENT:
            state.take_back(page)


def _by_field(problems: list[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(problem)
    return found
