"""Connected in `CampaignsConfig.ready()`: a handbook is made again when it or one of its chapters changes."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from campaigns.handbooks import make_handbook
from campaigns.models import ArticlePage, GuidePage, HandbookPage


def make_handbooks_of(sender: type[Page], instance: Page, **kwargs) -> None:
    concerned = HandbookPage.objects.filter(Q(chapters__page=instance.pk) | Q(pk=instance.pk)).distinct()
    for pk in concerned.values_list("pk", flat=True):
        make_handbook.enqueue_once(f"handbook:{pk}", pk)


for model in (HandbookPage, GuidePage, ArticlePage):
    for signal in (page_published, page_unpublished):
        signal.connect(make_handbooks_of, sender=model, dispatch_uid=f"handbooks-{model.__name__}")
