"""Between the server and the views: whole-page cache, languages, security headers, request log.

`page_cache.py` answers what was answered before, `generation.py` says when that has become old, `policies.py` writes the
headers, `request_log.py` the log. `front.py` lets the server reach the cache without waking Django.
"""
