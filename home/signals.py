"""Connected in `HomeConfig.ready()`."""

from home.delivery import generation

generation.connect()
