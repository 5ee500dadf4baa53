"""What the browser asks for after the pack: the names behind some points, and the points behind some words."""

from django.http import QueryDict

from home.text import lower_first
from stores.directory import Directory
from stores.map.codec import write_steps
from stores.map.pack import Pack
from stores.models import Store

MOST_NAMES = 50


class BadOrdinalsError(ValueError):
    """Not a list of ordinals, or too long a one."""


def parse_ordinals(text: str) -> list[int]:
    """ "1,5,9" as numbers, each once and ascending."""
    pieces = text.split(",")
    if not all(piece.isascii() and piece.isdigit() and len(piece) < 10 for piece in pieces):
        raise BadOrdinalsError(text)
    ordinals = sorted({int(piece) for piece in pieces})
    if len(ordinals) > MOST_NAMES:
        raise BadOrdinalsError(text)
    return ordinals


def cards(pack: Pack, ordinals: list[int]) -> dict[str, dict]:
    """What a small card says about each of these points."""
    pks = pack.pks(ordinals)
    found = {store.pk: store for store in Store.objects.public().for_cards().filter(pk__in=pks.values())}
    return {str(ordinal): card(found[pk]) for ordinal, pk in pks.items() if pk in found}


def card(store: Store) -> dict:
    place = [store.address, lower_first(str(store.unit))] if store.address else [str(store.unit)]
    return {
        "name": store.name,
        "address": ", ".join(place),
        "url": store.get_absolute_url(),
        "kind": store.kind.label,
        "marks": [r.scheme.mark for r in store.current_recognitions],
        "sample": store.is_sample,
    }


def found_by_words(pack: Pack, query: str) -> dict[str, int | str]:
    """The points that the directory would list for these words: how many, and the steps between their ordinals."""
    params = QueryDict(mutable=True)
    params["q"] = query
    ordinals = pack.ordinals(set(Directory(params).stores().order_by().values_list("pk", flat=True)))
    return {"count": len(ordinals), "steps": write_steps(ordinals)}


def of_slugs(pack: Pack, slugs: list[str]) -> dict[str, int]:
    """The ordinals of stores that stand on the page, by the last part of their address."""
    pks = dict(Store.objects.public().filter(slug__in=slugs[:MOST_NAMES]).order_by().values_list("pk", "slug"))
    keys = pack.pks(ordinals := pack.ordinals(set(pks)))
    return {pks[keys[ordinal]]: ordinal for ordinal in ordinals}
