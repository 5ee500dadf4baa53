"""Names and centres of today's communes and wards: what the map writes on its ground when no tiles can be had."""

import hashlib
import json

from home.models import Unit

SCALE = 10_000  # ten metres are enough for a name


def labels_file() -> tuple[str, bytes]:
    """The file's content hash and its bytes. The most important first: they stay when names collide."""
    units = Unit.objects.current().filter(lat__isnull=False, lng__isnull=False)
    rows = sorted(
        units.values_list("kind", "area_km2", "sort_key", "name", "lat", "lng"),
        # Wards are where most people are; among communes the larger ones have more room for their name.
        key=lambda row: (row[0] != Unit.Kind.PHUONG, -(row[1] or 0), row[2]),
    )
    data = {
        "scale": SCALE,
        "names": [row[3] for row in rows],
        "lats": [round(row[4] * SCALE) for row in rows],
        "lngs": [round(row[5] * SCALE) for row in rows],
        "wards": sum(row[0] == Unit.Kind.PHUONG for row in rows),
    }
    body = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    return hashlib.sha256(body).hexdigest()[:12], body
