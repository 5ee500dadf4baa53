"""The files of sample resources: our own leaflets of the sample guides, made here as the site would make them."""

from django.core.files.base import ContentFile
from wagtail.models import Page

from campaigns.leaflets import Local, leaflet, leaflet_picture
from campaigns.models import GuidePage, HandbookChapter, ResourceFile
from home.models import SiteDocument


def fill(page: Page, data: dict) -> None:
    if data.get("files"):
        page.files = [_file(entry, order) for order, entry in enumerate(data["files"])]
    if data.get("chapters"):
        found = {chapter.slug: chapter for chapter in Page.objects.filter(slug__in=data["chapters"])}
        page.chapters = [
            HandbookChapter(page=found[slug], sort_order=order) for order, slug in enumerate(data["chapters"])
        ]


def _file(entry: dict, order: int) -> ResourceFile:
    """`guide` and `size` say which leaflet, `format` whether as PDF (the default) or as a picture."""
    guide = GuidePage.objects.get(slug=entry["guide"])
    size, kind = entry.get("size", "a4"), entry.get("format", "pdf")
    make = leaflet if kind == "pdf" else leaflet_picture
    name = f"to-roi-{guide.slug}-{size}.{kind}"
    document = SiteDocument(
        title=entry.get("title", guide.title), credit="Sở Công Thương", licence="own", language="vi"
    )
    document.file = ContentFile(make(guide, Local(size=size)), name=name)
    document.full_clean(exclude=["collection", "uploaded_by_user"])
    document.save()
    return ResourceFile(
        document=document, label=entry.get("label", ""), print_advice=entry.get("advice", ""), sort_order=order
    )
