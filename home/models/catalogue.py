"""Reference rows with a name in both languages, in an order staff choose."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.text import slugify


class CatalogueEntry(models.Model):
    """A name in both languages. Its slug stands in addresses; an empty one is made from the name."""

    name = models.CharField(_("tên"), max_length=100, unique=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=100, blank=True)
    slug = models.SlugField(_("đường dẫn"), max_length=100, unique=True, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = slugify(self.slug or self.name, max_length=100)
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None) -> None:
        """The slug is made before it is checked, so that two names with one slug are told apart on the form."""
        self.slug = slugify(self.slug or self.name, max_length=100)
        super().clean_fields(exclude)

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return (self.name_en if get_language() == "en" else "") or self.name
