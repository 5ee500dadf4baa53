"""What belongs to a store and travels with its drafts: products, phones, links, photographs."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from home.phones import PhoneNumberField, grouped
from stores.models.store import Store

# Hosts a place may be found on beside its own website, and how the link is named.
SOCIAL_HOSTS = {
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "zalo.me": "Zalo",
    "tiktok.com": "TikTok",
    "youtube.com": "YouTube",
    "instagram.com": "Instagram",
    "shopee.vn": "Shopee",
    "postmart.vn": "Postmart",
}


def social_name(url: str) -> str:
    """ "Facebook" for any address of facebook.com; empty for a host that is not on the list."""
    host = (urlsplit(url).hostname or "").lower()
    return next((name for known, name in SOCIAL_HOSTS.items() if host == known or host.endswith(f".{known}")), "")


class StoreProduct(Orderable):
    """Something the place sells, in its own words; OCOP stars only with who gave them and until when."""

    store = ParentalKey(Store, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(_("mặt hàng"), max_length=120)
    note = models.CharField(_("ghi chú"), max_length=120, blank=True)
    ocop_stars = models.PositiveSmallIntegerField(
        _("số sao OCOP"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    ocop_issuer = models.CharField(_("cơ quan công nhận OCOP"), max_length=120, blank=True)
    ocop_decision = models.CharField(_("quyết định OCOP"), max_length=120, blank=True)
    ocop_until = models.DateField(_("OCOP hiệu lực đến"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("mặt hàng")
        verbose_name_plural = _("mặt hàng")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not self.ocop_stars:
            if self.ocop_issuer or self.ocop_decision or self.ocop_until:
                raise ValidationError({"ocop_stars": gettext("Hãy ghi số sao, hoặc để trống các ô OCOP.")})
            return
        problems = {}
        if not self.ocop_issuer:
            problems["ocop_issuer"] = gettext("Có sao OCOP thì phải ghi cơ quan công nhận.")
        if not self.ocop_until:
            problems["ocop_until"] = gettext("Có sao OCOP thì phải ghi ngày hết hiệu lực.")
        if problems:
            raise ValidationError(problems)

    @property
    def has_ocop(self) -> bool:
        """The stars hold today. Without a last day nobody knows, so they are not shown."""
        return bool(self.ocop_stars and self.ocop_until and self.ocop_until >= timezone.localdate())


class StorePhone(Orderable):
    """One number of the place, and what it is for."""

    store = ParentalKey(Store, on_delete=models.CASCADE, related_name="phones")
    number = PhoneNumberField(_("số điện thoại"))
    label = models.CharField(
        _("dùng để"), max_length=40, blank=True, help_text=_("Ví dụ: quầy, đặt hàng. Không ghi tên riêng của ai.")
    )
    has_zalo = models.BooleanField(_("có Zalo"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("số điện thoại")
        verbose_name_plural = _("số điện thoại")

    def __str__(self) -> str:
        return self.grouped

    @property
    def grouped(self) -> str:
        return grouped(self.number)


class StoreLink(Orderable):
    """The place on a social network or a market on the web."""

    store = ParentalKey(Store, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("địa chỉ"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("mạng xã hội, sàn bán hàng")
        verbose_name_plural = _("mạng xã hội, sàn bán hàng")

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        return social_name(self.url)

    def clean(self) -> None:
        super().clean()
        if urlsplit(self.url).scheme != "https" or not self.name:
            known = ", ".join(dict.fromkeys(SOCIAL_HOSTS.values()))
            words = gettext("Chỉ nhận địa chỉ https của: %(known)s. Trang khác thì ghi vào ô trang web.")
            raise ValidationError({"url": words % {"known": known}})


class StorePhoto(Orderable):
    """A photograph of the place. What it shows, who took it and under which terms stands at the picture itself."""

    store = ParentalKey(Store, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey("home.SiteImage", verbose_name=_("ảnh"), on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("chú thích"), max_length=150, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    def __str__(self) -> str:
        return self.caption or str(self.image)
