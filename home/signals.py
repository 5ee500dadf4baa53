"""Connected in `HomeConfig.ready()`."""

from home import previews
from home.delivery import generation
from home.translation import signals as translation

generation.connect()
previews.connect()
translation.connect()
