"""Loads the readable sample content of site/config/demo/. Idempotent; refuses to run where demo data may not exist."""

from collections.abc import Callable

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from config.demo_loader import alternatives, catalogue, english, pages, people, places, searching, site_settings
from home.models import HomePage

Log = Callable[[str], None]


def is_loaded() -> bool:
    """Whether this database already holds a site (the sample's or a real one)."""
    return HomePage.objects.exists()


def load(log: Log) -> None:
    """Everything, in the order in which one thing needs the other. A second run changes nothing that stands."""
    if not settings.DEMO_ALLOWED:
        raise CommandError("Sample data may not be loaded under these settings.")
    with transaction.atomic():
        log("People and roles")
        people.load()
        log("Schemes, criteria, kinds and product categories")
        catalogue.load()
        log("Pages")
        pages.load()
        log("English pages")
        english.load()
        log("What replaces plastic")
        alternatives.load()
        log("Site settings and navigation")
        site_settings.load()
        log("Places and recognitions")
        places.load()
        pages.load_participants()
        log("Search")
        searching.load()
