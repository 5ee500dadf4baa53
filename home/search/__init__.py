"""Wagtail's database search, made for Vietnamese: what is indexed and what is asked are folded by the one fold.

`WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.search"}}`. `.search()`, `.autocomplete()`, filters, slices,
`count()`, `facet()` and `fields=` work as in Wagtail, in views and in the admin. What differs, and where:

  words       how text becomes words: folded for finding, spelled for ranking, with their place for highlighting
  synonyms    different words for one thing, applied to questions only
  question    what was asked as a tree of folded terms
  indexing    what Wagtail's indexers are handed instead of the object itself
  lookup      a question together with a queryset: filters, and hits in order of relevance
  ranking     spelled exactly as asked comes first
  results     slices, counts and facets
  sqlite, postgres   the two databases' ways to match and to score
  snippets    the piece of a page that shows why it was found
  statistics  what the databases' planners need to be told after a load
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict):
    """The backend for the default database. Modules are loaded here, when the index models exist."""
    if connection.vendor == "postgresql":
        from home.search.postgres import PostgresBackend

        return PostgresBackend(params)
    if connection.vendor == "sqlite":
        from home.search.sqlite import SQLiteBackend

        return SQLiteBackend(params)
    raise ImproperlyConfigured(f"Search works on SQLite and PostgreSQL, not on {connection.vendor}.")
