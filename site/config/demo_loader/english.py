"""English pages: the YAML under pages/en/ holds the words; all else is copied from the Vietnamese page, as for staff."""

from wagtail.models import Page

from config.demo_loader import pages
from config.demo_loader.files import FOLDER, read_yaml
from home.translation import state
from home.translation.copying import copy_to_english

LANGUAGE_FOLDER = "pages/en"


def load() -> None:
    """Sections first, so that what stands below them finds them published."""
    names = [path.relative_to(FOLDER / LANGUAGE_FOLDER) for path in (FOLDER / LANGUAGE_FOLDER).rglob("*.yaml")]
    for name in sorted(names, key=lambda name: (name.name != "home.yaml", name.stem != "index", str(name))):
        slug = read_yaml(f"pages/{name}")["slug"]
        source = Page.objects.get(slug=slug, locale__language_code="vi").specific
        _translate(source, read_yaml(f"{LANGUAGE_FOLDER}/{name}"))


def _translate(source: Page, texts: dict) -> None:
    page = copy_to_english(source)
    if page.live:
        return
    for key, value in texts.items():
        if key not in pages.SPECIAL or key in ("seo_title", "search_description"):
            setattr(page, key, value)
    pages.fill_streams(page, texts)
    revision = page.save_revision(clean=True)
    state.declare(page)
    revision.publish()
