"""What block previews show in place of pictures and documents, so that they need nothing from the media library."""

from dataclasses import dataclass
from typing import Self

from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.illustrations import Illustration
from home.templatetags.site_tags import illustration


@dataclass(frozen=True)
class SamplePicture:
    """One of the project's drawings, for the image tags both the picture and its sized copies."""

    drawing: Illustration
    credit: str = "Nhóm vẽ của chương trình"

    def get_rendition(self, spec: object) -> Self:
        return self

    def get_renditions(self, *specs: object) -> dict[str, Self]:
        return {self.drawing.value: self}

    def img_tag(self, attributes: dict[str, str]) -> SafeString:
        return format_html('<div class="pic">{}</div>', illustration(self.drawing.value))


@dataclass(frozen=True)
class SampleDocument:
    """What the templates ask of a document."""

    title: str
    file_extension: str = "pdf"
    file_size: int = 180 * 1024
    credit: str = "Sở Công Thương"
    url: str = "#"
