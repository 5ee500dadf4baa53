"""Compiles the translations without gettext, which a fresh machine does not have."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand

from config.launch.steps import catalogues, stale_catalogues


class Command(BaseCommand):
    help = "Compile every locale/*/*/LC_MESSAGES/*.po that is newer than its .mo."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        stale = stale_catalogues(settings.ROOT)
        for source in stale:
            compile_catalogue(source)
        self.stdout.write(f"Translations: {len(stale)} of {len(list(catalogues(settings.ROOT)))} compiled")


def compile_catalogue(source: Path) -> None:
    """Writes the .mo beside its .po; unsure ("fuzzy") translations stay out. Babel marks them so in `write_mo`."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parents[1].name, abort_invalid=True)
    beside = source.with_suffix(".mo.new")
    with beside.open("wb") as stream:
        write_mo(stream, catalogue)
    os.replace(beside, source.with_suffix(".mo"))
