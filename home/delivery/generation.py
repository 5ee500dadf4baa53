"""The generation of the public site: one counter for all processes, bumped on commit when something shown has changed.

A page is stored under the generation that was read before it was rendered, so a page rendered while an editor publishes
can never pass for a new one. Bulk writes (`QuerySet.update`, `bulk_create`, SQL) send no signals: call `changed()` there.
"""

import os
import secrets
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.signals import setting_changed
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from redis import Redis, RedisError
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

SHOWN_APPS = {"home", "stores", "campaigns"}
SHOWN_MODELS = {
    "wagtailcore.page", "wagtailcore.site", "wagtailcore.locale", "wagtailcore.pageviewrestriction",
    "wagtailredirects.redirect",
}  # fmt: skip
# Rows of these apps that no public page shows. Renditions are written while a page is rendered.
NOT_SHOWN = {
    "home.user", "home.user_groups", "home.user_user_permissions", "home.siterendition", "home.limithit",
    "home.jobkey", "home.jobworker", "home.notification", "home.scheduledrun", "stores.reviewevent",
    "home.privatelink", "campaigns.registration", "campaigns.eventdesk",
}  # fmt: skip
# What saving a draft or locking writes to the live row: nothing that the public sees.
DRAFT_FIELDS = {
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision",
    "locked", "locked_at", "locked_by", "wagtail_admin_comments",
}  # fmt: skip


class Generation(Protocol):
    def current(self) -> str | None:
        """The name of today's generation; None when it cannot be known, and then nothing may be cached."""

    def bump(self) -> None: ...


class FileGeneration:
    """One machine: a file that holds a random name and grows by a byte a bump, so one `stat` tells a change."""

    ID_LENGTH = 16
    LONGEST = 1_000_000

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._token = ""

    def current(self) -> str | None:
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return self._create()
        except OSError:
            return None
        if (found.st_ino, found.st_size, found.st_mtime_ns) != self._seen:
            self._read()
        return self._token or None

    def bump(self) -> None:
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(descriptor, b".")
                grown = os.fstat(descriptor).st_size > self.LONGEST
            finally:
                os.close(descriptor)
            if grown:
                self._create()
        except FileNotFoundError:
            self._create()
        except OSError:
            self.path.unlink(missing_ok=True)  # a full disk must not keep old pages alive

    def _read(self) -> None:
        try:
            with open(self.path, "rb") as file:
                name = file.read(self.ID_LENGTH).decode("ascii", "replace")
                found = os.fstat(file.fileno())
        except OSError:
            self._token = ""
            return
        self._token, self._seen = f"{name}{found.st_size}", (found.st_ino, found.st_size, found.st_mtime_ns)

    def _create(self) -> str | None:
        fresh = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(secrets.token_hex(self.ID_LENGTH // 2), encoding="ascii")
            os.replace(fresh, self.path)
        except OSError:
            return None
        self._read()
        return self._token or None


class RedisGeneration:
    """Several machines: a key in Redis, asked for at most once a second in each process."""

    KEY = "page-cache:generation"
    EVERY = 1.0

    def __init__(self, client: Redis) -> None:
        self.client = client
        self._token: str | None = None
        self._asked = 0.0

    def current(self) -> str | None:
        if time.monotonic() - self._asked > self.EVERY:
            try:
                self.client.set(self.KEY, int(time.time()), nx=True)  # an emptied Redis never repeats a number
                self._token = str(int(self.client.get(self.KEY) or 0))
            except RedisError:
                self._token = None
            self._asked = time.monotonic()
        return self._token

    def bump(self) -> None:
        self.client.set(self.KEY, int(time.time()), nx=True)
        self.client.incr(self.KEY)
        self._asked = 0.0


@lru_cache(maxsize=1)
def redis_client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=0.25, socket_connect_timeout=0.25)


@lru_cache(maxsize=1)
def generation() -> Generation:
    """The counter that this installation shares."""
    if settings.REDIS_URL:
        return RedisGeneration(redis_client())
    return FileGeneration(Path(settings.CACHE_DIR) / "generation")


def changed(using: str = DEFAULT_DB_ALIAS) -> None:
    """Something the public sees has changed: after the commit, every stored page is old."""
    if not settings.PAGE_CACHE:
        return
    waiting = transaction.get_connection(using).run_on_commit
    if not (waiting and waiting[-1][1] is _bump):  # once is enough for a thousand rows
        transaction.on_commit(_bump, using=using, robust=True)


def _bump() -> None:
    generation().bump()


def bumps(*labels: str) -> None:
    """Further models ("app_label.model") whose rows public pages show."""
    SHOWN_MODELS.update(label.lower() for label in labels)


def ignores(*labels: str) -> None:
    """Models of the site's own apps that no public page shows: work in progress, logs, counters."""
    NOT_SHOWN.update(label.lower() for label in labels)


def is_shown(model: type[models.Model]) -> bool:
    label = model._meta.label_lower
    return label not in NOT_SHOWN and (model._meta.app_label in SHOWN_APPS or label in SHOWN_MODELS)


def _row_changed(sender: type[models.Model], using: str, update_fields: Any = None, **kwargs: Any) -> None:
    draft_only = update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)
    if is_shown(sender) and not draft_only:
        changed(using)


def _links_changed(sender: type[models.Model], using: str, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and is_shown(sender):
        changed(using)


def _published(**kwargs: Any) -> None:
    changed()


def connect() -> None:
    """Called once, from `HomeConfig.ready()`."""
    for row_signal in (post_save, post_delete):
        row_signal.connect(_row_changed, dispatch_uid="page-cache-row")
    m2m_changed.connect(_links_changed, dispatch_uid="page-cache-links")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, published, unpublished):
        signal.connect(_published, dispatch_uid="page-cache-published")
    setting_changed.connect(_forget_settings, dispatch_uid="page-cache-settings")


def _forget_settings(setting: str, **kwargs: Any) -> None:
    if setting in ("CACHE_DIR", "REDIS_URL"):
        generation.cache_clear()
        redis_client.cache_clear()
