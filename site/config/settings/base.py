"""Settings shared by every environment. All environment variables are listed in the README's table."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env.str("DATA_DIR", str(ROOT / "var")))

# --- Applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "campaigns",
    "stores",
    "home",
    "config",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "home.apps.StaffConfig",  # wagtail.users with our screens
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "csp",
    "js_lib_leaflet",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

# The cache stands outside everything but the log, so that it stores whole answers with all their headers.
MIDDLEWARE = [
    "home.delivery.request_log.RequestLogMiddleware",
    "home.delivery.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "home.delivery.static_files.StaticFilesMiddleware",
    "home.delivery.policies.PolicyMiddleware",
    "home.delivery.admin_scripts.AdminScriptsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "home.delivery.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.delivery.refusals.RefusalMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
            ],
        },
    },
]

# --- Database and cache -----------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", "")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; immediate transactions wait for the lock instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; "
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening one costs more than most queries, on SQLite too
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"}
    ),
}

# Whole pages (home.delivery): files on one machine, Redis where REDIS_URL is set.
PAGE_CACHE = env.bool("PAGE_CACHE", True)
CACHE_DIR = DATA_DIR / "cache"

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "home.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LOCALE_PATHS = [ROOT / "locale" / "site", ROOT / "locale" / "wagtail"]
FORMAT_MODULE_PATH = ["config.formats"]

# --- Static files and media --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
BUILD_DIR = DATA_DIR / "build"  # style sheets that build_assets joins from static/css
STATICFILES_DIRS = [ROOT / "static", BUILD_DIR]
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# Originals and drafts' files are private; what is published (renditions) is public under unguessable names.
PRIVATE_MEDIA_ROOT = DATA_DIR / "media" / "private"
PUBLIC_MEDIA_ROOT = DATA_DIR / "media" / "public"
PUBLIC_MEDIA_URL = "/tep/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": "/tep-rieng/"},
    },
    "public": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PUBLIC_MEDIA_ROOT, "base_url": PUBLIC_MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "config.static_files.SiteStaticFilesStorage"},
}
if env.str("S3_BUCKET", ""):
    S3 = {
        "bucket_name": env.str("S3_BUCKET"),
        "endpoint_url": env.str("S3_ENDPOINT_URL", None),
        "access_key": env.str("S3_ACCESS_KEY"),
        "secret_key": env.str("S3_SECRET_KEY"),
        "file_overwrite": False,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": S3 | {"location": "private", "querystring_auth": True},
    }
    STORAGES["public"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": S3 | {"location": "public", "querystring_auth": False},
    }
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # long StreamField pages

# --- Wagtail -----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Thái Nguyên Xanh"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILIMAGES_RENDITION_STORAGE = "public"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_AVIF_QUALITY = 58  # looks like JPEG 78 at half its size
WAGTAILIMAGES_WEBP_QUALITY = 74
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILDOCS_DOCUMENT_MODEL = "home.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # every download passes the permission check
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "zip", "mp4", "vtt", "epub",
    "jpg", "jpeg", "png", "webp",
]  # fmt: skip
DOCUMENT_MAX_UPLOAD_SIZE = 100 * 1024 * 1024  # a film of our own; the content is checked against the name
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the admin calls nobody
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the province has one; browsers fail on some names of the full list
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # slugs are ASCII and made on the server (home.text)
WAGTAIL_FRONTEND_LOGIN_URL = "/quan-tri/login/"  # restricted pages and documents ask staff to sign in
WAGTAILEMBEDS_FINDERS = []  # no foreign players
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.search"}}
TAGGIT_CASE_INSENSITIVE = True

# --- Background work ---------------------------------------------------------------------------------------------------
# Wagtail's own index jobs run at once, or search would go stale without a worker; ours wait for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- Mail --------------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 30)  # seconds; a silent mail server must not hold the worker
NOTIFICATION_RETENTION_DAYS = env.int("NOTIFICATION_RETENTION_DAYS", 180)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Thái Nguyên Xanh <khong-tra-loi@localhost>")

# --- Events ------------------------------------------------------------------------------------------------------------
EVENT_CONFIRM_HOURS = env.int("EVENT_CONFIRM_HOURS", 48)  # how long a seat waits for the click in the mail
EVENT_RETENTION_DAYS = env.int("EVENT_RETENTION_DAYS", 30)  # after an event's end, until who came is forgotten

# --- Places ------------------------------------------------------------------------------------------------------------
OWNER_RETENTION_DAYS = env.int("OWNER_RETENTION_DAYS", 365)  # after a place closed, until who owned it is forgotten

# --- Map ---------------------------------------------------------------------------------------------------------------
MAP_TILE_URL = env.str("MAP_TILE_URL", "https://tile.openstreetmap.org/{z}/{x}/{y}.png")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", "© OpenStreetMap")
GEOCODER_URL = env.str("GEOCODER_URL", "")

# --- Security ----------------------------------------------------------------------------------------------------------
DEMO_ALLOWED = False
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")  # an address of mail or the web, for /.well-known/security.txt
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie but the session's

# --- Logs --------------------------------------------------------------------------------------------------------------
# One JSON line an event on standard output, without personal data (home.delivery.request_log, .log_format).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "home.delivery.log_format.SiteJsonFormatter"},
        "line": {"format": "%(message)s"},  # request lines are JSON already
    },
    "handlers": {
        "json": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"},
        "line": {"class": "home.delivery.request_log.LineHandler", "stream": "ext://sys.stdout", "formatter": "line"},
    },
    "root": {"handlers": ["json"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "site.requests": {"handlers": ["line"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["json"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # the request log has every 404 already
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

SITE_NAME = _("Thái Nguyên Xanh")
