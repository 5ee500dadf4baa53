"""Loads the sample content, so that a newcomer sees the real product."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config import demo_loader


class Command(BaseCommand):
    help = "Load the sample content of site/config/demo/. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when the site already has a home page.")

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and demo_loader.is_loaded():
            self.stdout.write("The database already holds a site; sample content left alone.")
            return
        call_command("load_reference", stdout=self.stdout, verbosity=0)
        demo_loader.load(lambda step: self.stdout.write(f"  {step}"))
