"""What the databases' planners need to be told after a load.

Ranked search does not depend on it (its joins are pinned), but counts, filters and the admin's own queries do: on
SQLite nothing else ever gathers statistics. It runs after `load_demo`, after an import and at the end of
`update_index`; PostgreSQL's autovacuum keeps up with ordinary work, SQLite's grows old slowly.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from modelsearch.conf import get_app_config

# What a load adds to a GIN index waits in a list that each search has to read whole; the planner then avoids the index.
_FLUSH_WAITING_WORDS = """
    SELECT gin_clean_pending_list(pg_index.indexrelid)
    FROM pg_index
    JOIN pg_class ON pg_class.oid = pg_index.indexrelid
    JOIN pg_am ON pg_am.oid = pg_class.relam AND pg_am.amname = 'gin'
    WHERE pg_index.indrelid = %s::regclass
"""


def gather_statistics(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            table = get_app_config().get_model("SQLiteFTSIndexEntry")._meta.db_table
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  joins the index's pieces
            cursor.execute("ANALYZE")
        else:
            cursor.execute(_FLUSH_WAITING_WORDS, [get_app_config().get_model("IndexEntry")._meta.db_table])
            cursor.execute(f"ANALYZE {', '.join(_tables(connection))}")


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Our own tables; the catalogue's belong to the database's owner."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [connection.ops.quote_name(name) for name in names]


class StatisticsMixin:
    """For the rebuilders, so that `update_index` never leaves the planner guessing."""

    def finish(self) -> None:
        super().finish()
        gather_statistics(self.index.write_connection.alias)
