"""How places follow their commune when it ends: their search text names it, and their position hints at the new one."""

from home.units.references import Details, Position, register_unit_reference
from stores.models import Store


def position(store: Store) -> Position:
    return (store.position.lat, store.position.lng) if store.has_position else None


def refresh(store: Store) -> None:
    store.folded = store._search_text()


register_unit_reference(
    "stores.store", Details(also=("folded",), refresh=refresh, position=position, related=("position",))
)
