"""Joins the many small style sheets of static/css into few, as static/css/bundles.toml lists them."""

import re
import tomllib

import rcssmin
from django.conf import settings
from django.core.management.base import BaseCommand

DESCENDANT = re.compile(r"(?<=\S) +:(?=[a-z])")


def minified(css: str) -> str:
    """The sheet without comments and needless space.

    Inside @layer the minifier takes `.row :is(h2)` for a declaration and drops the space, which makes it another
    selector; `.row *:is(h2)` means the same and survives. Our sources never write a space before a declaration's colon.
    """
    return rcssmin.cssmin(DESCENDANT.sub(" *:", css))


class Command(BaseCommand):
    help = "Write the joined style sheets to BUILD_DIR/css."

    def handle(self, *args, **options) -> None:
        source = settings.ROOT / "static" / "css"
        target = settings.BUILD_DIR / "css"
        target.mkdir(parents=True, exist_ok=True)
        bundles = tomllib.loads((source / "bundles.toml").read_text(encoding="utf-8"))
        for name, bundle in bundles.items():
            joined = "\n".join((source / file).read_text(encoding="utf-8") for file in bundle["files"])
            (target / f"{name}.css").write_text(minified(joined), encoding="utf-8")
        self.stdout.write(f"Style sheets: {', '.join(bundles)}")
