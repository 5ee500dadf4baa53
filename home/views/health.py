"""For load balancers and operators: is the process up, and can it work."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database, cache and migrations; 503 names what is wrong and nothing more."""
    checks = {"database": _database(), "cache": _cache(), "migrations": _migrations()}
    ok = all(checks.values())
    body = {name: "ok" if good else "failed" for name, good in checks.items()}
    return JsonResponse({"status": "ok" if ok else "failed", **body}, status=200 if ok else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _cache() -> bool:
    try:
        cache.set("health", "ok", 10)
        return cache.get("health") == "ok"
    except Exception:  # each cache backend has errors of its own; any of them means "not ready"
        return False


_complete = False  # migrations are not undone under a running process


def _migrations() -> bool:
    """Reading all migrations takes a fifth of a second, so a database that was complete once is not looked at again."""
    global _complete
    if not _complete:
        try:
            executor = MigrationExecutor(connection)
        except DatabaseError:
            return False
        _complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _complete
