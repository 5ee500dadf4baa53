"""Slugs of pages are made on the server from the one fold, in the admin too; names of our own routes are reserved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.text import slugify as slugify_without_d
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from home.text import fold, slugify

MAX_LENGTH = 100
TOP_LEVEL = 3  # the children of a home page: 1 is Wagtail's root, 2 the home page of a language

# First parts of addresses that are, were or will be routes; those of the URL configuration are added to them.
RESERVED = frozenset(
    {"api", "ban-do", "diem-ban", "en", "health", "nhung", "quan-tri", "static", "styleguide", "tai-lieu", "tep",
     "tep-rieng", "thay-the", "tim-kiem", "vi", "co-quan", "dang-ky-su-kien"}
)  # fmt: skip


def reserved_slugs() -> frozenset[str]:
    """What no page directly below a home page may be called: a route of ours would hide it."""
    return RESERVED | frozenset(_first_parts(get_resolver().url_patterns))


def _first_parts(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            yield from _first_parts(entry.url_patterns)
        elif (part := str(entry.pattern).split("/")[0]) and part == slugify(part):
            yield part


def settled_slug(slug: str, title: str) -> str:
    """The slug to store for what arrived; empty when there is nothing to make one of.

    Wagtail's own ways to make a slug from a title drop đ ("Đại Từ" became "ai-tu"). A slug that looks as if it had been
    made that way is made again; what a person typed is kept, folded.
    """
    made = slugify(title, max_length=MAX_LENGTH)
    if not slug or slug == slugify_without_d(title):
        return made
    return slugify(slug, max_length=MAX_LENGTH)


def free_slug(slug: str, parent: Page | None, page: Page | None = None) -> str:
    """`slug`, or the first of `slug-2`, `slug-3`… that no other child of `parent` has."""
    candidate, number = slug, 1
    while not Page._slug_is_available(candidate, parent, page):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def refuse_reserved(slug: str) -> None:
    if slug in reserved_slugs():
        message = _("“%(slug)s” là đường dẫn dành riêng cho một chức năng của trang. Hãy chọn đường dẫn khác.")
        raise ValidationError(message % {"slug": slug}, code="reserved")


def refuse_taken(slug: str, parent: Page | None, page: Page | None = None) -> None:
    """“Văn Lang” and “Văn Lăng” are two names and one slug: the second page has to say which it is."""
    if parent is None or Page._slug_is_available(slug, parent, page):
        return
    other = parent.get_children().filter(slug=slug).first()
    message = _("Trang “%(title)s” ở cùng mục đã dùng đường dẫn “%(slug)s”. Hãy chọn đường dẫn khác, ví dụ “%(free)s”.")
    values = {"title": other.title, "slug": slug, "free": free_slug(slug, parent, page)}
    raise ValidationError(message % values, code="taken")


@cache
def letters_for_script() -> tuple[tuple[str, str], ...]:
    """The one fold as replacements for Wagtail's script, which would drop every letter with a Vietnamese mark."""
    groups = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        if (plain := fold(chr(code))).isascii() and plain.isalpha():
            groups[plain] += chr(code)
    return (*((f"[{marked}]", plain) for plain, marked in groups.items()), ("[\u0300-\u036f]", ""))


def slug_input() -> SlugInput:
    """Wagtail's field: while the title is typed, the slug grows as the server will make it."""
    return SlugInput(formatters=letters_for_script())


class PageForm(WagtailAdminPageForm):
    """The form of every page: the slug that is shown, checked and stored is the folded one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"] = forms.CharField(
                label=self.fields["slug"].label,
                help_text=self.fields["slug"].help_text,
                max_length=255,
                required=False,
                widget=slug_input(),
            )

    def clean_slug(self) -> str:
        page, parent = self.instance, self.parent_page
        title = self.cleaned_data.get("title", "")
        slug = settled_slug(self.cleaned_data["slug"], title)
        if not slug:
            raise ValidationError(_("Hãy ghi đường dẫn bằng chữ cái không dấu và chữ số."), code="required")
        if parent is not None and parent.depth == TOP_LEVEL - 1:
            refuse_reserved(slug)
        is_new = page.pk is None
        if is_new and slug == slugify(title, max_length=MAX_LENGTH):
            return free_slug(slug, parent, page)
        refuse_taken(slug, parent, page)
        return slug


class PageCopyForm(CopyForm):
    """The same rules where a page is copied."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"] = forms.CharField(
            initial=self.page.slug, label=self.fields["new_slug"].label, max_length=255, widget=slug_input()
        )

    def clean_new_slug(self) -> str:
        slug = settled_slug(self.cleaned_data["new_slug"], self.cleaned_data.get("new_title", ""))
        if not slug:
            raise ValidationError(_("Hãy ghi đường dẫn bằng chữ cái không dấu và chữ số."), code="required")
        return slug

    def clean(self) -> dict:
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if parent.depth == TOP_LEVEL - 1 and cleaned.get("new_slug"):
            try:
                refuse_reserved(cleaned["new_slug"])
            except ValidationError as error:
                self.add_error("new_slug", error)
        return cleaned


class ServerSlugMixin:
    """For page models: whatever slug arrives is replaced by its folded form; an empty one is made from the title."""

    base_form_class = PageForm
    copy_form_class = PageCopyForm

    def _set_core_field_defaults(self) -> None:
        """Called before each full or minimal validation; a page without a place yet has no sisters to mind."""
        if self.slug:
            self.slug = settled_slug(self.slug, self.title)
        elif self.path and (made := settled_slug("", self.title)):
            self.slug = free_slug(made, self.get_parent(), self)
        super()._set_core_field_defaults()

    def clean(self) -> None:
        super().clean()
        if self.depth == TOP_LEVEL:
            try:
                refuse_reserved(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error
