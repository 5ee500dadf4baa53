"""One demo account a role. Their one password is made at the first start and kept with the other secrets."""

import environ
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError

from config.demo_loader.files import read_yaml
from home.models import Agency, User
from home.roles import Role, sync_roles
from home.text import slugify


def load() -> None:
    groups = sync_roles()
    password = environ.Env().str("DEMO_PASSWORD", "")
    if not password:
        raise CommandError("DEMO_PASSWORD is not set; run.py makes it at the first start.")
    hashed = make_password(password)  # slow on purpose, so once for all of them
    for entry in read_yaml("users.yaml"):
        agency, _created = Agency.objects.get_or_create(
            name=entry["agency"], defaults={"slug": slugify(entry["agency"])}
        )
        user, created = User.objects.get_or_create(
            username=entry["username"],
            defaults={
                "last_name": entry["name"],
                "agency": agency,
                "email": f"{entry['username']}@example.org",
                "is_superuser": entry["role"] == Role.ADMINISTRATOR,
            },
        )
        if created:
            user.password = hashed
            user.save()
            user.groups.add(groups[Role(entry["role"])])
