"""Everything that changes what the map shows raises the generation. Connected in `StoresConfig.ready()`."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from home.delivery.generation import DRAFT_FIELDS, ignores
from home.models import Unit
from stores.map import generation
from stores.models import ProductCategory, Recognition, Scheme, Store, StoreHours, StoreKind, StorePosition

SHOWN = (Store, StorePosition, StoreHours, Recognition, Scheme, ProductCategory, StoreKind, Unit)


def changed(sender: type[Model], update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    if not (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        generation.bump()


def categories_changed(action: str, **_kwargs: Any) -> None:
    if action.startswith("post_"):
        generation.bump()


for model in SHOWN:
    post_save.connect(changed, sender=model, dispatch_uid=f"map_pack_{model.__name__}_saved")
    post_delete.connect(changed, sender=model, dispatch_uid=f"map_pack_{model.__name__}_deleted")
m2m_changed.connect(categories_changed, sender=Store.categories.through, dispatch_uid="map_pack_categories")
ignores("stores.directorygeneration")  # pages are bumped by what changed, not by our counting it
