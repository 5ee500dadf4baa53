"""What Wagtail's indexers are handed: the object as they know it, every text of it folded.

The indexers read fields of an object from the database, so the index holds what is live, never what a draft says.
"""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import Model
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField

from home.search.words import folded_words

EMPTY_BLOCK = "None"  # what Wagtail's text blocks say of an optional field that nobody filled in


def texts_of(value: object) -> Iterable[str]:
    """The texts in a field's value: Wagtail allows a text, a list or a dictionary of texts, and anything printable."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            if item != EMPTY_BLOCK:
                yield from texts_of(item)
    elif isinstance(value, dict):
        yield from texts_of(list(value.values()))
    elif value is not None:
        yield force_str(value)


class FoldedObject:
    """Stands for the object in the indexer. Fields are read once; the indexer asks three times and more."""

    def __init__(self, instance: Model):
        self.instance = instance
        self.pk = instance.pk
        self._read: dict[str, str] = {}

    @cached_property
    def _fields(self) -> list:
        return [_folded(field) for field in self.instance.get_search_fields()]

    def get_search_fields(self) -> list:
        return self._fields

    def text(self, field: BaseField) -> str:
        if field.field_name not in self._read:
            self._read[field.field_name] = folded_text(field, self.instance)
        return self._read[field.field_name]


def folded_text(field: BaseField, instance: Model) -> str:
    return " ".join(word for text in texts_of(field.get_value(instance)) for word in folded_words(text))


class _FoldedField:
    """Mixed into the kinds of field that the indexers tell apart."""

    original: BaseField

    def get_value(self, obj: FoldedObject | Model) -> str:
        return obj.text(self.original) if isinstance(obj, FoldedObject) else folded_text(self.original, obj)


class _FoldedSearchField(_FoldedField, SearchField):
    def __init__(self, original: SearchField):
        super().__init__(original.field_name, boost=original.boost, **original.kwargs)
        self.original = original


class _FoldedAutocompleteField(_FoldedField, AutocompleteField):
    def __init__(self, original: AutocompleteField):
        super().__init__(original.field_name, **original.kwargs)
        self.original = original


class _FoldedRelatedFields(RelatedFields):
    """Passes from the object to what it is related to, whose fields are folded too."""

    def __init__(self, original: RelatedFields):
        super().__init__(original.field_name, [_folded(field) for field in original.fields])
        self.original = original

    def get_value(self, obj: FoldedObject | Model) -> object:
        return self.original.get_value(obj.instance if isinstance(obj, FoldedObject) else obj)


_KINDS = (
    (RelatedFields, _FoldedRelatedFields),
    (SearchField, _FoldedSearchField),
    (AutocompleteField, _FoldedAutocompleteField),
)


def _folded(field: BaseField | RelatedFields) -> BaseField | RelatedFields:
    """The folding twin of a field; fields that are only filtered by stay as they are."""
    return next((twin(field) for kind, twin in _KINDS if isinstance(field, kind)), field)


class FoldedIndexMixin:
    """For the index class of either database."""

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        super().add_items(model, [FoldedObject(obj) for obj in objs])

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Wagtail reads all titles on every save to weigh short ones; both scores here measure length themselves."""
