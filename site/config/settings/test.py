"""Tests: plain static files, fast hasher, mail in memory; the same middleware and policies as the product."""

from .base import *  # noqa: F403
from .base import CACHES, STORAGES, env

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

# Tests in parallel share one Redis and must not clear each other's cache.
CACHES["default"]["KEY_PREFIX"] = env.str("PYTEST_XDIST_WORKER", "")
