"""Connected in `HomeConfig.ready()`."""

from home import previews
from home.delivery import generation

generation.connect()
previews.connect()
