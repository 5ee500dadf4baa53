"""A picture with its credit, and several of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.blocks.samples import SamplePicture
from home.illustrations import Illustration


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False)

    class Meta:
        icon = "image"
        label = _("Ảnh")
        description = _("Một ảnh có chú thích; nguồn ảnh lấy từ kho ảnh.")
        template = "blocks/image.html"
        preview_value = {
            "image": SamplePicture(Illustration.BASKET),
            "caption": "Làn tre đi chợ, dùng được ba bốn năm.",
        }


class GalleryBlock(blocks.StructBlock):
    items = blocks.ListBlock(ImageBlock(), label=_("Các ảnh"), min_num=2, max_num=12)

    class Meta:
        icon = "copy"
        label = _("Nhóm ảnh")
        description = _("Từ hai ảnh trở lên, xếp cạnh nhau.")
        template = "blocks/gallery.html"
        preview_value = {
            "items": [
                {"image": SamplePicture(Illustration.FOOD_CARRIER), "caption": "Cặp lồng đựng món nước."},
                {"image": SamplePicture(Illustration.LEAF_PARCEL), "caption": "Lá dong gói xôi, gói giò."},
            ]
        }
