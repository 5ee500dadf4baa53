"""makemessages as this project wants it: one English catalogue for the site, without line numbers or foreign folders."""

import shutil

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

IGNORED = ["var/*", "locale", "tests/*", "benchmarks/*", ".venv/*", "site/config/demo/*"]


class Command(BaseCommand):
    help = "Collect the Vietnamese source texts into locale/site/en."

    def handle(self, *args, **options) -> None:
        # makemessages insists on writing to ./locale/en when a ./locale folder stands, so the catalogue visits there.
        ours, theirs = settings.ROOT / "locale" / "site" / "en", settings.ROOT / "locale" / "en"
        if ours.exists():
            shutil.move(ours, theirs)
        try:
            call_command(
                "makemessages",
                locale=["en"],
                extensions=["html", "txt", "py", "subject"],
                no_location=True,
                no_wrap=True,
                ignore_patterns=IGNORED,
            )
        finally:
            shutil.move(theirs, ours)
