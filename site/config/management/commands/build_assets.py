"""Joins the many small style sheets of static/css into few, as static/css/bundles.toml lists them."""

import tomllib

import rcssmin
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Write the joined style sheets to BUILD_DIR/css."

    def handle(self, *args, **options) -> None:
        source = settings.ROOT / "static" / "css"
        target = settings.BUILD_DIR / "css"
        target.mkdir(parents=True, exist_ok=True)
        bundles = tomllib.loads((source / "bundles.toml").read_text(encoding="utf-8"))
        for name, bundle in bundles.items():
            joined = "\n".join((source / file).read_text(encoding="utf-8") for file in bundle["files"])
            (target / f"{name}.css").write_text(rcssmin.cssmin(joined), encoding="utf-8")
        self.stdout.write(f"Style sheets: {', '.join(bundles)}")
