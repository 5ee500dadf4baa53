"""The pack: all public points in one content-addressed file, the other facets in a second one.

Neither holds an id or a name: a point is known by its place in that version (its ordinal), and only the server knows
which store that is. Whatever changes the directory changes the version, and an old version answers 410.
"""

import hashlib
import json
from array import array
from dataclasses import dataclass

from django.utils import timezone

from stores.map import artefacts, generation, rows
from stores.map.codec import SCALE, write_column, write_steps

FORMAT = 1
POINTS, FACETS, ORDINALS = "points.json", "facets.json", "ordinals.bin"


class OutdatedError(Exception):
    """The version that was asked for is no longer the present one."""


@dataclass(frozen=True)
class Pack:
    """The present version."""

    version: str

    def pks(self, ordinals: list[int]) -> dict[int, int]:
        """The stores behind these ordinals; what lies beyond the end is left out."""
        keys = self._keys()
        return {ordinal: keys[ordinal] for ordinal in ordinals if 0 <= ordinal < len(keys)}

    def ordinals(self, pks: set[int]) -> list[int]:
        """The places of these stores in this version, ascending."""
        return [ordinal for ordinal, pk in enumerate(self._keys()) if pk in pks]

    def _keys(self) -> array:
        keys = array("q")
        keys.frombytes(artefacts.path_of(self.version, ORDINALS).read_bytes())
        return keys


def current() -> Pack:
    """The pack of this moment, built now if nobody has asked since the last change.

    The day belongs to the state because recognitions begin and end with a day.
    """
    now = generation.current()
    state = f"{FORMAT}-{now.stamp}-{timezone.localdate().isoformat()}"
    return Pack(artefacts.find(state, lambda: build(now.number)))


def require(version: str) -> Pack:
    """The present pack, provided that it is this version."""
    pack = current()
    if pack.version != version:
        raise OutdatedError(version)
    return pack


def build(number: int) -> tuple[str, dict[str, bytes]]:
    """The version's name and its files. The same data and number give the same bytes."""
    found = rows.read()
    files = {
        POINTS: _json(points(found)),
        FACETS: _json(facets(found)),
        ORDINALS: array("q", found.pks).tobytes(),
    }
    digest = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    return f"{number}-{digest}", files


def points(found: rows.Rows) -> dict:
    """Position, scheme bits and categories: enough to draw, cluster, and filter by them."""
    return {
        "format": FORMAT,
        "total": len(found.pks),
        "unplaced": len(found.pks) - len(found.positions),
        "scale": SCALE,
        "origin": found.origin,
        "schemes": found.schemes,
        "categories": found.categories,
        "tags": found.tags.values,
        "tag": write_column(found.tags.indexes),
        "steps": write_steps(found.positions),
    }


def facets(found: rows.Rows) -> dict:
    """What only some filters need."""
    columns = {"unit": found.units, "kind": found.kinds, "hours": found.hours}
    return {
        "format": FORMAT,
        "values": {name: column.values for name, column in columns.items()},
        "columns": {name: write_column(column.indexes) for name, column in columns.items()},
    }


def _json(data: dict) -> bytes:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
