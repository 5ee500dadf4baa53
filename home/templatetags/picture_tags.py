"""Photographs on a page. The formats stand in home/pictures.py."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from home.models.media import SiteImage
from home.pictures import picture

register = template.Library()


@register.simple_tag(takes_context=True)
def site_picture(context: template.Context, image: object, name: str) -> SafeString | str:
    """`{% site_picture value.image "body" %}`: the picture in one of the named formats, or nothing at all.

    The first picture of a page is fetched at once, the others when they come near. What is no picture of the media
    library (the drawings in block previews) draws itself.
    """
    if image is None:
        return ""
    if not isinstance(image, SiteImage):
        return image.img_tag({})
    shown = picture(image, name, eager=_is_first(context.get("request")))
    return mark_safe(str(shown)) if shown else ""


@register.simple_tag
def poster_url(image: object) -> str:
    """A still for the player of a film, which takes one address."""
    shown = picture(image, "poster") if isinstance(image, SiteImage) else None
    return shown.renditions[-1].url if shown else ""


def _is_first(request: object) -> bool:
    if request is None or getattr(request, "has_picture", False):
        return False
    request.has_picture = True
    return True
