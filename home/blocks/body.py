"""The body of a page: its blocks, and the rules that hold between them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructValue

from .accordion import AccordionBlock
from .callout import CalloutBlock
from .comparison import ComparisonBlock
from .figures import KeyFiguresBlock
from .files import DownloadBlock, VideoBlock
from .law import LawBlock
from .link import ButtonBlock, CardsBlock
from .pictures import GalleryBlock, ImageBlock
from .steps import StepsBlock
from .text import HeadingBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    law = LawBlock()
    key_figures = KeyFiguresBlock()
    steps = StepsBlock()
    comparison = ComparisonBlock()
    accordion = AccordionBlock()
    download = DownloadBlock()
    video = VideoBlock()
    button = ButtonBlock()
    cards = CardsBlock()

    def clean(self, value, **kwargs):
        value = super().clean(value, **kwargs)
        errors = heading_errors(value)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value


def contents_of(body) -> list[StructValue]:
    """The large headings, which the list of contents leads to."""
    return [b.value for b in body if b.block_type == "heading" and b.value["level"] == "h2"]


def heading_errors(body) -> dict[int, ValidationError]:
    """By place: a small heading without a large one above it, and a name that the page already has.

    Screen readers walk a page by its headings (WCAG 1.3.1), and the contents list leads to them by name.
    """
    errors: dict[int, ValidationError] = {}
    anchors: set[str] = set()
    has_large = False
    for place, block in enumerate(body):
        if block.block_type != "heading":
            continue
        if block.value["level"] == "h2":
            has_large = True
        elif not has_large:
            errors[place] = ValidationError(_("Đề mục nhỏ phải đứng dưới một đề mục lớn."))
        if block.value.anchor in anchors:
            message = _("Trong bài đã có đề mục “%(text)s”. Hãy đặt tên khác, để mục lục dẫn đúng chỗ.")
            errors[place] = ValidationError(message % {"text": block.value["text"]})
        anchors.add(block.value.anchor)
    return errors
