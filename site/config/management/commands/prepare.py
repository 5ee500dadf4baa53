"""Everything between an installation and a running site, in one process; `run.py` names the steps that are due."""

import gc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import translation

from config import demo_loader
from config.demo_loader.files import read_yaml
from config.launch import steps
from config.launch.place import find_place
from config.launch.steps import Stamps
from home.bootstrap import ensure_home
from home.delivery.generation import changed
from home.roles import Role


class Command(BaseCommand):
    help = "Prepare database, reference data, translations, style sheets and content. Idempotent."
    requires_system_checks = []  # the folders and tables that they look for are made here

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("steps", nargs="*", metavar="STEP", help=f"Of {', '.join(steps.STEPS)}; all when none.")
        parser.add_argument("--no-demo", action="store_true", help="An empty site instead of the sample content.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.place = find_place(str(settings.DATA_DIR))
        self.lock = Lock()
        self.demo = settings.DEMO_ALLOWED and not options["no_demo"]
        due = options["steps"] or list(steps.STEPS)
        # Compressing the static files and migrating keep one core busy each; neither needs the other.
        with ThreadPoolExecutor(max_workers=1) as pool:
            files = pool.submit(self._do, [steps.TRANSLATIONS, steps.ASSETS], due)
            self._do([steps.DATABASE, steps.REFERENCE, steps.CONTENT], due)
            files.result()
        changed()  # bulk writes, or a database put in the place of another, send no signal to the page cache

    def _do(self, names: list[str], due: list[str]) -> None:
        work: dict[str, tuple[str, Callable[[], None]]] = {
            steps.DATABASE: ("Migrating the database", self._database),
            steps.REFERENCE: ("Loading agencies, units, holidays and roles", self._reference),
            steps.CONTENT: ("Loading the sample content" if self.demo else "Making the first page", self._content),
            steps.TRANSLATIONS: ("Compiling the translations", self._translations),
            steps.ASSETS: ("Joining and compressing the static files", self._assets),
        }
        for name in (name for name in names if name in due):
            sentence, action = work[name]
            self.stdout.write(f"{sentence} …")
            started = time.monotonic()
            action()
            if name in steps.SOURCES:
                self._record(**{name: steps.fingerprint(name, self.place)})
            self.stdout.write(f"{sentence}: {time.monotonic() - started:.1f} s")

    def _record(self, **values: object) -> None:
        with self.lock:
            Stamps(self.place).record(**values)

    def _database(self) -> None:
        # A first migration makes ten thousand classes; looking for garbage among them would take a quarter of its time.
        gc.freeze()
        gc.set_threshold(100_000, 50, 1000)
        call_command("migrate", verbosity=0, interactive=False)

    def _reference(self) -> None:
        call_command("load_reference", verbosity=0)
        call_command("sync_roles", verbosity=0)

    def _content(self) -> None:
        """An empty database gets the sample content, or its first page; one with a site in it stays as it is."""
        if not demo_loader.is_loaded():
            if self.demo:
                call_command("load_demo", if_empty=True, stdout=self.stdout)
            else:
                ensure_home()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # without it SQLite plans searches badly, up to a thousand times slower
            self._record(demo=self.demo, accounts=demo_accounts() if self.demo else [])
        self._record(content=True)

    def _translations(self) -> None:
        call_command("compile_translations", stdout=self.stdout)

    def _assets(self) -> None:
        call_command("build_assets", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def demo_accounts() -> list[dict[str, str]]:
    """One account a role, as the start prints them."""
    accounts = []
    for entry in read_yaml("users.yaml"):
        role = Role(entry["role"])
        with translation.override("vi"):
            label = str(role.label)
        english = role.value.replace("_", " ").capitalize()
        accounts.append({"username": entry["username"], "role": label, "role_en": english})
    return accounts
