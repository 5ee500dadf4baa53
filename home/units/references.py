"""Everything that points to a unit, wherever it stands: moved when the unit ends, never left on ended ground unseen.

A row points either to a unit of today, or to an ended one whose ground several units share: then nobody chooses for it
but a person, and it stands on the work list (`waiting`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import pre_save
from wagtail.models import Page, Revision, RevisionMixin

from home.models import Unit, UnitChangePart, UnitSuccession
from home.units.family import Family

Position = tuple[float, float] | None
HISTORY = (Unit, UnitSuccession, UnitChangePart)


@dataclass(frozen=True)
class Details:
    """What a model may say about its rows: columns that follow from the unit, who fills them, and where a row stands."""

    also: tuple[str, ...] = ()
    refresh: Callable[[Any], None] = lambda row: None
    position: Callable[[Any], Position] = lambda row: None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """One foreign key to a unit."""

    model: type[models.Model]
    field: str
    details: Details

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows(self, **conditions: Any) -> models.QuerySet:
        found = self.model._base_manager.filter(
            **{f"{self.field}__{name}": value for name, value in conditions.items()}
        )
        return found.select_related(self.field, *self.details.related).order_by("pk")

    def unit_of(self, row: models.Model) -> Unit:
        return getattr(row, self.field)


_details: dict[str, Details] = {}


def register_unit_reference(label: str, details: Details) -> None:
    """More about a model whose rows point to units; each foreign key is followed without it, too."""
    _details[label] = details


def references() -> list[Reference]:
    """Every foreign key to Unit but history's own."""
    return [Reference(model, field, _details_of(model)) for model, field in _foreign_keys()]


def _details_of(model: type[models.Model]) -> Details:
    return _details.get(model._meta.label_lower, Details())


@cache
def _foreign_keys() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        if model not in HISTORY and not model._meta.proxy
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is Unit
    ]


def reference(label: str, field: str) -> Reference:
    return next(ref for ref in references() if (ref.label, ref.field) == (label, field))


def waiting() -> Iterator[tuple[Reference, models.Model]]:
    """The work list: rows on ended ground. Its order is that of their units, then of the rows."""
    for ref in references():
        for row in ref.rows(valid_to__isnull=False):
            yield ref, row


def settle(family: Family) -> list[list]:
    """Moves every row on ended ground that has one unit today; what was moved, as [label, field, row, from, to]."""
    moved = []
    for ref, row in list(waiting()):
        today = family.today(ref.unit_of(row))
        if len(today) == 1:
            moved.append(move(ref, row, today[0]))
    return moved


def move(ref: Reference, row: models.Model, unit: Unit) -> list:
    """Points the row to another unit, in its draft too, so that publishing the draft does not bring the old one back."""
    before = ref.unit_of(row)
    setattr(row, ref.field, unit)
    arguments = {"clean": False} if isinstance(row, Page) else {}
    row.save(update_fields=[ref.field, *ref.details.also], **arguments)
    _move_drafts(ref, row, before, unit)
    return [ref.label, ref.field, row.pk, before.pk, unit.pk]


def _move_drafts(ref: Reference, row: models.Model, before: Unit, unit: Unit) -> None:
    """The latest draft and those that wait for their hour; older revisions stay as they were written."""
    if not isinstance(row, RevisionMixin):
        return
    kept = Revision.objects.filter(base_content_type=row.get_base_content_type(), object_id=str(row.pk))
    for revision in kept.filter(models.Q(pk=row.latest_revision_id) | models.Q(approved_go_live_at__isnull=False)):
        if revision.content.get(ref.field) == before.pk:
            revision.content[ref.field] = unit.pk
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def keep_on_todays_ground(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """A row saved with a unit that has ended goes to the one that follows it: an old draft, an import, a late form."""
    if raw:
        return
    for field in [name for model, name in _foreign_keys() if model is sender]:
        unit = Unit.objects.filter(pk=getattr(instance, f"{field}_id"), valid_to__isnull=False).first()
        if unit is None:
            continue
        today = Family.load().today(unit)
        if len(today) == 1:
            setattr(instance, field, today[0])
            _details_of(sender).refresh(instance)


def connect() -> None:
    """Called when all models are known."""
    for model in {model for model, _field in _foreign_keys()}:
        pre_save.connect(keep_on_todays_ground, sender=model, dispatch_uid=f"units_{model._meta.label_lower}")
