"""One link block for page, document, address, mail and phone; and what is made of links."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.blocks.samples import SamplePicture
from home.illustrations import Illustration
from home.languages import page_url

TARGETS = ("page", "document", "url", "email", "phone")


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Where the link leads; empty when its page is gone or not public."""
        if page := self.get("page"):
            return page_url(page) if page.live else ""
        if document := self.get("document"):
            return document.url
        if email := self.get("email"):
            return f"mailto:{email}"
        if phone := self.get("phone"):
            return "tel:" + "".join(c for c in phone if c.isdigit() or c == "+")
        return self.get("url") or ""

    @property
    def text(self) -> str:
        """What the link leads to, where nobody wrote words for it."""
        titled = self.get("page") or self.get("document")
        return titled.title if titled else self.get("email") or self.get("phone") or self.get("url") or ""

    @property
    def is_external(self) -> bool:
        return bool(self.get("url")) and not self["url"].startswith("/")


def is_address(url: str) -> bool:
    """Of another site in full, or of this one; "//host/" would be another one in disguise."""
    return url.startswith(("https://", "http://", "/", "#", "?")) and not url.startswith("//")


class LinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Trang"), required=False)
    document = DocumentChooserBlock(label=_("Tài liệu"), required=False)
    url = blocks.CharBlock(
        label=_("Địa chỉ"), required=False, max_length=500, help_text=_("https://… hoặc /duong-dan/")
    )
    email = blocks.EmailBlock(label=_("Thư điện tử"), required=False)
    phone = blocks.CharBlock(label=_("Điện thoại"), required=False, max_length=30)

    class Meta:
        icon = "link"
        label = _("Liên kết")
        description = _("Đích của nút: trang, tài liệu, địa chỉ, thư điện tử hoặc điện thoại.")
        template = "blocks/link.html"
        preview_value = {"page": None, "document": None, "url": "/diem-ban/", "email": "", "phone": ""}
        value_class = LinkValue

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.optional = not kwargs.get("required", True)

    def clean(self, value):
        value = super().clean(value)
        chosen = [name for name in TARGETS if value.get(name)]
        if len(chosen) > 1 or (not chosen and not self.optional):
            error = ValidationError(_("Chọn đúng một đích cho liên kết."))
            raise StructBlockValidationError(block_errors=dict.fromkeys(chosen or ["page"], error))
        if (url := value.get("url")) and not is_address(url):
            error = ValidationError(_("Địa chỉ phải bắt đầu bằng https:// hoặc dấu /."))
            raise StructBlockValidationError(block_errors={"url": error})
        return value


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Chữ trên nút"), max_length=60)
    link = LinkBlock()
    style = blocks.ChoiceBlock(label=_("Kiểu"), choices=[("solid", _("Đậm")), ("quiet", _("Viền"))], default="solid")

    class Meta:
        icon = "link"
        label = _("Nút")
        description = _("Một việc người đọc nên làm tiếp.")
        template = "blocks/button.html"
        preview_value = {"label": "Tìm chợ gần bạn", "link": {"url": "/diem-ban/"}, "style": "solid"}


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên"), max_length=120)
    text = blocks.TextBlock(label=_("Nội dung"), required=False)
    image = ImageChooserBlock(label=_("Ảnh"), required=False)
    link = LinkBlock(required=False)

    class Meta:
        icon = "doc-empty"
        label = _("Thẻ")


class CardsBlock(blocks.StructBlock):
    items = blocks.ListBlock(CardBlock(), label=_("Các thẻ"), min_num=1)

    class Meta:
        icon = "grip"
        label = _("Thẻ")
        description = _("Vài lựa chọn ngang nhau, mỗi thẻ một liên kết.")
        template = "blocks/cards.html"
        preview_value = {
            "items": [
                {
                    "title": "Đăng ký cho cửa hàng",
                    "text": "Mười phút, không cần tài khoản.",
                    "image": SamplePicture(Illustration.SHOP),
                    "link": {"url": "/diem-ban/"},
                },
                {
                    "title": "Đi chợ không túi ni lông",
                    "text": "Một chiếc làn, ba túi lưới, hai hộp có nắp.",
                    "image": SamplePicture(Illustration.BASKET),
                    "link": {"url": "/cam-nang/"},
                },
            ]
        }
