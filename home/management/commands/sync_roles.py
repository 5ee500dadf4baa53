"""Makes the nine groups and gives them their permissions (home/roles.py)."""

from django.core.management.base import BaseCommand

from home.roles import sync_roles


class Command(BaseCommand):
    help = "Create or correct the groups of the nine roles. Idempotent."

    def handle(self, *args, **options) -> None:
        sync_roles()
