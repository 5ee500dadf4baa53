"""Connected in `HomeConfig.ready()`."""

from home import picture_jobs, previews
from home.delivery import generation
from home.translation import signals as translation

generation.connect()
picture_jobs.connect()
previews.connect()
translation.connect()
