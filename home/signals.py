"""Connected in `HomeConfig.ready()`."""

from home import picture_jobs, previews
from home.delivery import generation

generation.connect()
picture_jobs.connect()
previews.connect()
