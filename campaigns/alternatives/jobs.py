"""What happens to prices without anybody touching them: they grow old."""

from campaigns.models import Alternative
from home.jobs.schedule import daily


@daily(at="05:30", name="campaigns.count_old_prices")
def count_old_prices() -> int:
    """How many published prices turned older than twelve months; the outcome stands in the list of daily jobs."""
    return Alternative.objects.public().with_old_price().count()
