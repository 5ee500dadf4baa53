"""What becomes of recorded changes by itself when their day comes."""

from home.jobs.schedule import daily
from home.units.changes import apply_due


@daily(at="00:01", name="home.apply_unit_changes")
def apply_unit_changes() -> int:
    return apply_due()
