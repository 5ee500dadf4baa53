"""Topics: what content is about, whatever its type."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from home.models.catalogue import CatalogueEntry


class Topic(CatalogueEntry):
    """A subject with a page of its own that gathers everything filed under it."""

    summary = models.CharField(_("tóm tắt"), max_length=255, blank=True)
    summary_en = models.CharField(_("tóm tắt tiếng Anh"), max_length=255, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def lede(self) -> str:
        """The summary in the reader's language."""
        return (self.summary_en if get_language() == "en" else "") or self.summary


class PageTopic(models.Model):
    """A page is filed under a topic. One table for all types of page, so that one query counts them all."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, verbose_name=_("chủ đề"), on_delete=models.CASCADE, related_name="page_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="a_page_is_filed_once_under_a_topic")]

    def __str__(self) -> str:
        return str(self.topic)
