"""A picture with its credit, and several of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False)

    class Meta:
        icon = "image"
        label = _("Ảnh")
        description = _("Một ảnh có chú thích; nguồn ảnh lấy từ kho ảnh.")
        template = "blocks/image.html"


class GalleryBlock(blocks.StructBlock):
    items = blocks.ListBlock(ImageBlock(), label=_("Các ảnh"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Nhóm ảnh")
        description = _("Từ hai ảnh trở lên, xếp cạnh nhau.")
        template = "blocks/gallery.html"
