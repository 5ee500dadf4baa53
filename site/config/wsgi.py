"""The WSGI application that the server runs (`granian --interface wsgi config.wsgi:application`)."""

import gc
import os

gc.disable()  # all that loading makes stays, so looking through it again and again only delays the start

from django.core.wsgi import get_wsgi_application  # noqa: E402

from home.delivery.front import Front  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = Front(get_wsgi_application())

gc.freeze()
gc.enable()
