"""Reading the files of `home/data`, and bringing a table to what they say in few statements."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.signals import post_save

DATA = Path(__file__).resolve().parents[1] / "data"

Row = dict[str, str]
Key = tuple[object, ...]
Values = dict[str, Any]
Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True)
class Outcome:
    """How many rows one load wrote."""

    created: int = 0
    updated: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.created + other.created, self.updated + other.updated)


def read_table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def synchronise(
    model: type[Model],
    wanted: Mapping[Key, Values],
    present: Mapping[Key, Model],
    fields: Sequence[str],
    update: bool,
) -> Outcome:
    """Creates the wanted rows that are missing; with `update`, sets `fields` of the others where they differ."""
    missing = [model(**values) for key, values in wanted.items() if key not in present]
    model._default_manager.bulk_create(missing)
    announce(missing, created=True)
    if not update:
        return Outcome(created=len(missing))
    changed: list[Model] = []
    for key, values in wanted.items():
        row = present.get(key)
        if row is None:
            continue
        different = [name for name in fields if getattr(row, name) != values.get(name)]
        for name in different:
            setattr(row, name, values.get(name))
        if different:
            changed.append(row)
    model._default_manager.bulk_update(changed, fields, batch_size=50)
    announce(changed)
    return Outcome(len(missing), len(changed))


def announce(rows: Sequence[models.Model], created: bool = False) -> None:
    """One signal for many rows: bulk writes send none, and the caches of pages and map have to learn of them."""
    for row in rows[-1:]:
        post_save.send(type(row), instance=row, created=created, update_fields=None, raw=False, using=DEFAULT_DB_ALIAS)
