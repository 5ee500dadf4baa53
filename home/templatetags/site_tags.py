"""Tags every template may use: drawings, the way here, addresses in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.conf import settings
from django.db.models import Model
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.languages import page_url, privacy_page
from home.local_text import LocalText
from home.structured import breadcrumb_data, ld_json
from home.text import lower_first

register = template.Library()

MARKS = {"xanh": "mx", "viet": "mv"}


def _use(css_class: str, file: str, symbol: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css_class,
        static(file),
        symbol,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign, always beside a visible word."""
    return _use("i", "img/icons.svg", name)


@register.simple_tag
def mark(scheme_mark: str) -> SafeString:
    """The mark of a scheme; its name stands beside it."""
    return _use("m", "img/icons.svg", MARKS[scheme_mark])


@register.simple_tag
def illustration(name: str) -> SafeString:
    """One of the project's own drawings (home/illustrations.py)."""
    return _use("pic-art", f"img/illustrations/{name}.svg", "art")


@register.simple_tag(name="page_url")
def page_url_tag(page: Page | None) -> str:
    """Where this page stands for this reader (home.languages.page_url)."""
    return page_url(page) if page else ""


@register.simple_tag
def privacy_url() -> str:
    """The page that says what is kept of people (home.languages.privacy_page); nothing where there is none."""
    return page_url_tag(privacy_page())


@register.simple_tag
def content_lang(page: Page | None = None) -> SafeString | str:
    """The attribute for text that is not in the reader's language: a page's own, or a record (those are Vietnamese)."""
    code = page.locale.language_code if page else settings.LANGUAGE_CODE
    return "" if code == get_language() else format_html(' lang="{}"', code)


@register.simple_tag
def text_lang(text: LocalText | str) -> SafeString | str:
    """The attribute for a text that knows its language, where the reader's is another."""
    code = getattr(text, "language", settings.LANGUAGE_CODE)
    return "" if not text or code == get_language() else format_html(' lang="{}"', code)


@register.simple_tag
def ui_lang() -> SafeString | str:
    """The attribute for our own words inside content that may be marked as Vietnamese."""
    code = get_language()
    return "" if code == settings.LANGUAGE_CODE else format_html(' lang="{}"', code)


@register.filter
def span_of_days(start: date, end: date) -> str:
    """ "01/11/2026 – 31/01/2027", the year once when it is the same."""
    if start.year == end.year and get_language() == "vi":
        return f"{start:%d/%m} – {date_format(end)}"
    return f"{date_format(start)} – {date_format(end)}"


@register.filter(name="lower_first")
def lower_first_filter(text: object) -> str:
    """home.text.lower_first"""
    return lower_first(str(text))


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Mapping, page: Page | None = None, current: str = "") -> dict:
    """The way from the home page to here. `page` for pages; `current` names a view that is no page."""
    ancestors = page.public_ancestors() if page is not None and hasattr(page, "public_ancestors") else []
    crumbs = [{"label": ancestor.title, "url": page_url(ancestor), "page": ancestor} for ancestor in ancestors]
    current = current or (page.title if page else "")
    return {"crumbs": crumbs, "current": current, "page": page, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def way_here(context: Mapping) -> SafeString | str:
    """The breadcrumbs for search engines; nothing where the page is not in the language of its address."""
    if getattr(context.get("request"), "untranslated", False):
        return ""
    steps = [(_("Trang chủ"), reverse("wagtail_serve", args=[""]))]
    steps += [(crumb["label"], crumb["url"]) for crumb in (context.get("crumbs") or [])[1:]]
    if context.get("parent_url"):
        steps.append((str(context["parent_label"]), context["parent_url"]))
    return ld_json(breadcrumb_data([*steps, (str(context["current"]), "")]))


@register.inclusion_tag("components/scheme_label.html")
def scheme_label(scheme: Model, short: bool = False) -> dict:
    """A scheme's mark and name."""
    return {"scheme": scheme, "short": short}
