"""Mail alerts: one double opt-in for everything that people may be told of (home.registry.AlertSource).

`service` holds the verbs by which people come and go, `digests` sends, `pages` is the source that tells of new pages.
"""
