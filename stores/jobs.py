"""What the directory does by itself, without anybody asking."""

from home.jobs.schedule import daily
from stores import review


@daily(at="00:15", name="stores.expire_recognitions")
def expire_recognitions() -> int:
    """Close the recognitions whose last day was yesterday or, after an outage, earlier."""
    return review.expire_due()
