"""Tests: plain static files, fast hasher, mail in memory; the same middleware and policies as the product."""

from .base import *  # noqa: F403
from .base import CACHES, REDIS_URL, STORAGES, env

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO_ALLOWED = True
STYLEGUIDE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["default"] = {
    "BACKEND": "django.core.files.storage.InMemoryStorage",
    "OPTIONS": {"base_url": "/tep-rieng/"},
}
STORAGES["public"] = {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {"base_url": "/tep/"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
PAGE_CACHE = False  # its own tests switch it on

# Clearing a cache empties its whole Redis database: parallel workers take those that follow the one named.
if REDIS_URL:
    worker = int(env.str("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    server, _, database = REDIS_URL.rpartition("/")
    REDIS_URL = f"{server}/{int(database) + worker}"
    CACHES["default"]["LOCATION"] = REDIS_URL
