"""Which address shows this page in the other language, and which pages a reader of one language is offered."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from home.delivery.remembered import remembered
from home.visibility import public_pages

PRIVACY_SLUG = "quyen-rieng-tu"


def in_language(path: str, code: str) -> str:
    """The same path under another language's prefix; Vietnamese has none."""
    bare = path[3:] if path == "/en" or path.startswith("/en/") else path
    bare = bare or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def page_url(page: Page) -> str:
    """A page's address for this reader: its translation, else the Vietnamese page under the reader's language."""
    code = get_language()
    if page.locale.language_code != code:
        page = localized(page)
    url = page.url or ""
    return url if page.locale.language_code == code else in_language(url, code)


def localized(page: Page) -> Page:
    """The public translation for this reader, else the page itself."""
    return translation(page, get_language()) or page


def translation(page: Page, code: str) -> Page | None:
    """What the public may read of a page in another language."""
    if page.locale.language_code == code:
        return page
    if code == settings.LANGUAGE_CODE:
        return _original(page.translation_key)
    return _translations(code).get(page.translation_key)


@remembered
def _original(key: UUID) -> Page | None:
    return public_pages(Page.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)).first()


@remembered
def _translations(code: str) -> dict[UUID, Page]:
    """All pages in a language that is not the first: one query for all links of a page together."""
    pages = public_pages(Page.objects.filter(locale__language_code=code))
    return {page.translation_key: page for page in pages}


@remembered
def privacy_page() -> Page | None:
    """The page on personal data, which forms lead to: it has its slug from the sample content, and keeps it."""
    pages = Page.objects.filter(slug=PRIVACY_SLUG, locale__language_code=settings.LANGUAGE_CODE)
    return public_pages(pages).first()


def tree_in_language(root: Page) -> Page:
    """Where the pages in the reader's language stand, even while the first page there is still a draft."""
    code = get_language()
    return root if root.locale.language_code == code else _tree(root.translation_key, code) or root


@remembered
def _tree(key: UUID, code: str) -> Page | None:
    return Page.objects.filter(translation_key=key, locale__language_code=code).select_related("locale").first()


def original(page: Page) -> Page:
    """The Vietnamese page that this one translates, else the page itself."""
    return translation(page, settings.LANGUAGE_CODE) or page


def children_in_language(page: Page, model: type[Page] = Page) -> PageQuerySet:
    """What a list of the pages below this one shows its reader: each in their language, else in Vietnamese."""
    children = public_pages(model.objects.child_of(page))
    is_source = page.locale.language_code == settings.LANGUAGE_CODE
    code = get_language() if is_source else page.locale.language_code
    if code == settings.LANGUAGE_CODE:
        return children
    source = page if is_source else original(page)
    originals = Page.objects.child_of(source).filter(locale__language_code=settings.LANGUAGE_CODE)
    translated = public_pages(Page.objects.filter(locale__language_code=code, depth=page.depth + 1))
    translated = translated.filter(translation_key__in=originals.values("translation_key"))
    lacking = originals.exclude(translation_key__in=translated.values("translation_key"))
    shown = Q(pk__in=translated.values("pk")) | Q(pk__in=lacking.values("pk"))
    if not is_source:
        shown |= Q(pk__in=children.values("pk"))
    return public_pages(model.objects.filter(shown))


def in_reader_language(pages: PageQuerySet) -> list[Page]:
    """These Vietnamese pages, each replaced by what the public may read of it in the reader's language; those come first."""
    found, code = list(pages), get_language()
    if code == settings.LANGUAGE_CODE or not found:
        return found
    keys = [page.translation_key for page in found]
    own = public_pages(pages.model.objects.filter(locale__language_code=code, translation_key__in=keys))
    translated = {page.translation_key: page for page in own}
    own_first = sorted(found, key=lambda page: page.translation_key not in translated)
    return [translated.get(page.translation_key, page) for page in own_first]


def language_switch(request: HttpRequest) -> list[dict]:
    """Both languages with their addresses. Pages answer with their translation's address when there is one."""
    now = get_language()
    own: dict[str, str] = getattr(request, "translated_urls", {})
    return [
        {
            "code": code,
            "label": label,
            "url": own.get(code) or in_language(request.path, code),
            "current": code == now,
        }
        for code, label in settings.LANGUAGES
    ]


@remembered
def _locales() -> dict[str, int]:
    return {locale.language_code: locale.pk for locale in Locale.objects.all()}


def pages_in_language() -> PageQuerySet:
    """What may be listed and found: public pages of the language that is read, and Vietnamese ones that it does not have yet."""
    locales = _locales()
    default = locales.get(settings.LANGUAGE_CODE)
    own = locales.get(get_language(), default)
    pages = public_pages().filter(depth__gt=1).select_related("locale", for_specific_subqueries=True)
    if own == default:
        return pages.filter(locale=own)
    translated = public_pages().filter(locale=own).values("translation_key")
    return pages.filter(Q(locale=own) | Q(locale=default) & ~Q(translation_key__in=translated))
