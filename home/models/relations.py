"""Pages that belong together because an editor said so."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable, Page


class PageRelation(Orderable):
    """Readers of `page` should also see `target`. One table for all types of page, like topics."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Page, verbose_name=_("trang"), on_delete=models.CASCADE, related_name="related_from")

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("trang liên quan")
        verbose_name_plural = _("trang liên quan")
