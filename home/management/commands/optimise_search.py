"""Tells the database what its tables hold, so that it plans its queries well. Run it after loading much data."""

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from home.search.statistics import gather_statistics


class Command(BaseCommand):
    help = "Gathers the statistics that searches and listings are planned with (ANALYZE)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args, **options) -> None:
        gather_statistics(options["database"])
        if options["verbosity"]:
            self.stdout.write("Statistics gathered.")
