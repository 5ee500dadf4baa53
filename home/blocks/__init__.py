"""The blocks editors write pages with. One idea a module; each survives an empty media library."""

from .accordion import AccordionBlock
from .body import BodyBlock, contents_of
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

__all__ = [
    "AccordionBlock",
    "BodyBlock",
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
    "contents_of",
]
