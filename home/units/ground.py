"""The ground of units that a change makes: addresses, boxes, centres and areas, as far as they follow from the old ones."""

from home.models import Unit
from home.text import slugify
from home.units.proposals import Kind, Proposal, Receiver

PLACE = ("lat", "lng", "bbox_w", "bbox_s", "bbox_e", "bbox_n", "area_km2")


def place_of(proposal: Proposal, receiver: Receiver) -> dict[str, float | None]:
    """Where a new unit lies. What nobody knows stays open: the parts of a split unit have no box and no area yet."""
    if proposal.kind in (Kind.RENAME, Kind.RETYPE):
        return {name: getattr(proposal.before[0], name) for name in PLACE}
    if proposal.is_split:
        return {"lat": receiver.lat, "lng": receiver.lng}
    return united(list(proposal.before))


def united(units: list[Unit]) -> dict[str, float | None]:
    """The ground of all of them together; the centre is weighed by area."""
    placed = [unit for unit in units if unit.lat is not None and unit.lng is not None]
    weights = [unit.area_km2 or 1.0 for unit in placed]
    total = sum(weights)
    boxed = [unit for unit in units if unit.bbox_w is not None]
    whole = bool(boxed) and len(boxed) == len(units)
    areas = [unit.area_km2 for unit in units]
    return {
        "lat": sum(u.lat * w for u, w in zip(placed, weights, strict=True)) / total if placed else None,
        "lng": sum(u.lng * w for u, w in zip(placed, weights, strict=True)) / total if placed else None,
        "bbox_w": min(unit.bbox_w for unit in boxed) if whole else None,
        "bbox_s": min(unit.bbox_s for unit in boxed) if whole else None,
        "bbox_e": max(unit.bbox_e for unit in boxed) if whole else None,
        "bbox_n": max(unit.bbox_n for unit in boxed) if whole else None,
        "area_km2": round(sum(areas), 2) if None not in areas else None,
    }


def take_slug(name: str, kind: str, ended: list[Unit]) -> tuple[str, Unit | None]:
    """The address for a new unit, and the ended unit that has to give it up.

    An address goes on meaning the unit of its name: where a unit is made again under its name, the new one has the
    address and the old one gets one of its own, as former units do.
    """
    wanted = slugify(name)
    holder = Unit.objects.filter(slug=wanted).first()
    if holder is None:
        return wanted, None
    if holder.pk in {unit.pk for unit in ended} and holder.name == name:
        return wanted, holder
    return free_slug(f"{kind.replace('_', '-')}-{wanted}"), None


def former_slug(unit: Unit) -> str:
    """ "xa-quan-chu-cu"."""
    return free_slug(f"{slugify(unit.full_name)}-cu")


def free_slug(wanted: str) -> str:
    number, slug = 1, wanted
    while Unit.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted.removesuffix('-cu')}-{number}{'-cu' if wanted.endswith('-cu') else ''}"
    return slug
