"""How many public places each unit has, in all and by scheme; one query for all units together."""

from dataclasses import dataclass

from django.db.models import Count, Q

from home.delivery.remembered import remembered
from stores import reference
from stores.models import Store


@dataclass(frozen=True)
class UnitCount:
    """The places of one unit: all, those that hold each scheme today (in the schemes' order), and samples among them."""

    total: int
    schemes: tuple[int, ...]
    samples: int

    def __add__(self, other: "UnitCount") -> "UnitCount":
        together = tuple(mine + theirs for mine, theirs in zip(self.schemes, other.schemes, strict=True))
        return UnitCount(self.total + other.total, together, self.samples + other.samples)


@remembered
def unit_counts() -> dict[int, UnitCount]:
    """By the unit's key; units without places are not in it."""
    schemes = reference.schemes()
    stores = Store.objects.public()
    held = {f"scheme_{scheme.pk}": Count("pk", filter=stores.holds(scheme.slug)) for scheme in schemes}
    counted = (
        stores.order_by().values("unit").annotate(n=Count("pk"), samples=Count("pk", filter=Q(is_sample=True)), **held)
    )
    return {row["unit"]: UnitCount(row["n"], tuple(row[name] for name in held), row["samples"]) for row in counted}


def no_places() -> UnitCount:
    return UnitCount(0, (0,) * len(reference.schemes()), 0)
