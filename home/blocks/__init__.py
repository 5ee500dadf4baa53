"""The blocks editors write pages with. One idea a module; each survives an empty media library."""

from .accordion import AccordionBlock
from .callout import CalloutBlock
from .comparison import ComparisonBlock
from .corrections import CorrectionsBlock
from .figures import KeyFiguresBlock, TargetsBlock
from .files import DownloadBlock, VideoBlock
from .law import LawBlock
from .link import ButtonBlock, CardsBlock, LinkBlock
from .pictures import GalleryBlock, ImageBlock
from .sources import SourcesBlock
from .steps import StepsBlock
from .text import HeadingBlock, QuoteBlock, TextBlock
from .timeline import TimelineBlock

CONTENT_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("gallery", GalleryBlock()),
    ("quote", QuoteBlock()),
    ("callout", CalloutBlock()),
    ("law", LawBlock()),
    ("key_figures", KeyFiguresBlock()),
    ("steps", StepsBlock()),
    ("comparison", ComparisonBlock()),
    ("accordion", AccordionBlock()),
    ("download", DownloadBlock()),
    ("video", VideoBlock()),
    ("button", ButtonBlock()),
    ("cards", CardsBlock()),
]

__all__ = [
    "CONTENT_BLOCKS",
    "AccordionBlock",
    "ButtonBlock",
    "CalloutBlock",
    "CardsBlock",
    "ComparisonBlock",
    "CorrectionsBlock",
    "DownloadBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ImageBlock",
    "KeyFiguresBlock",
    "LawBlock",
    "LinkBlock",
    "QuoteBlock",
    "SourcesBlock",
    "StepsBlock",
    "TargetsBlock",
    "TextBlock",
    "TimelineBlock",
    "VideoBlock",
]
