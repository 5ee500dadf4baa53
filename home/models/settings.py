"""What staff set for the whole site: names, contacts, the announcement bar, the navigation."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from home.delivery.remembered import remembered
from home.languages import page_url
from home.local_text import LocalText

# What staff may also write in English; English pages fall back to the Vietnamese, marked as such.
IN_BOTH_LANGUAGES = (
    "tagline", "owner_line", "operator_line", "responsible_line", "licence_line", "hotline_hours", "address",
    "announcement_text", "announcement_link_text",
)  # fmt: skip


@dataclass(frozen=True)
class Announcement:
    """The bar above the header while it is due."""

    text: LocalText
    url: str | None


@register_setting(icon="cog", order=100)
class SiteSettings(BaseSiteSetting):
    """Names and contacts that stand on every page."""

    name = models.CharField(_("tên trang"), max_length=100, default="Thái Nguyên Xanh")
    tagline = models.CharField(_("dòng phụ"), max_length=200, blank=True)
    owner_line = models.CharField(_("cơ quan chủ quản"), max_length=255, blank=True)
    operator_line = models.CharField(_("đơn vị vận hành"), max_length=255, blank=True)
    responsible_line = models.CharField(_("chịu trách nhiệm nội dung"), max_length=255, blank=True)
    licence_line = models.CharField(_("giấy phép trang"), max_length=255, blank=True)
    hotline = models.CharField(_("đường dây hỗ trợ"), max_length=30, blank=True)
    hotline_hours = models.CharField(_("giờ trực"), max_length=200, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    facebook_url = models.URLField("Facebook", blank=True)
    zalo_url = models.URLField("Zalo", blank=True)
    youtube_url = models.URLField("YouTube", blank=True)
    announcement_text = models.CharField(_("thông báo"), max_length=200, blank=True)
    announcement_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("trang của thông báo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    announcement_link_text = models.CharField(_("chữ của liên kết"), max_length=60, blank=True)
    tagline_en = models.CharField(_("dòng phụ, tiếng Anh"), max_length=200, blank=True)
    owner_line_en = models.CharField(_("cơ quan chủ quản, tiếng Anh"), max_length=255, blank=True)
    operator_line_en = models.CharField(_("đơn vị vận hành, tiếng Anh"), max_length=255, blank=True)
    responsible_line_en = models.CharField(_("chịu trách nhiệm nội dung, tiếng Anh"), max_length=255, blank=True)
    licence_line_en = models.CharField(_("giấy phép trang, tiếng Anh"), max_length=255, blank=True)
    hotline_hours_en = models.CharField(_("giờ trực, tiếng Anh"), max_length=200, blank=True)
    address_en = models.CharField(_("địa chỉ, tiếng Anh"), max_length=255, blank=True)
    announcement_text_en = models.CharField(_("thông báo, tiếng Anh"), max_length=200, blank=True)
    announcement_link_text_en = models.CharField(_("chữ của liên kết, tiếng Anh"), max_length=60, blank=True)
    announcement_start = models.DateTimeField(_("hiện từ"), null=True, blank=True)
    announcement_end = models.DateTimeField(_("hiện đến"), null=True, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel(f)
                for f in ("name", "tagline", "owner_line", "operator_line", "responsible_line", "licence_line")
            ],
            heading=_("Tên và cơ quan"),
        ),
        MultiFieldPanel(
            [FieldPanel(f) for f in ("hotline", "hotline_hours", "email", "address")], heading=_("Liên hệ")
        ),
        MultiFieldPanel([FieldPanel(f) for f in ("facebook_url", "zalo_url", "youtube_url")], heading=_("Mạng xã hội")),
        MultiFieldPanel(
            [FieldPanel(f"announcement_{f}") for f in ("text", "page", "link_text", "start", "end")],
            heading=_("Thanh thông báo"),
        ),
        MultiFieldPanel(
            [FieldPanel(f"{name}_en") for name in IN_BOTH_LANGUAGES],
            heading=_("Bằng tiếng Anh"),
            help_text=_("Chỗ nào để trống thì trang tiếng Anh dùng chữ tiếng Việt."),
        ),
    ]

    class Meta:
        verbose_name = _("thông tin chung")
        verbose_name_plural = _("thông tin chung")

    def clean(self) -> None:
        super().clean()
        start, end = self.announcement_start, self.announcement_end
        if start and end and end <= start:
            raise ValidationError({"announcement_end": _("Thông báo phải kết thúc sau khi bắt đầu.")})

    @classmethod
    def of_request(cls, request: HttpRequest) -> "SiteSettings":
        """The settings of the one site there is, asked for once a request; defaults before staff filled them in."""
        if not hasattr(request, "site_settings"):
            request.site_settings = _present_settings()
        return request.site_settings

    @classmethod
    def present(cls) -> "SiteSettings":
        """The same outside a request."""
        return _present_settings()

    @property
    def words(self) -> dict[str, LocalText]:
        """What stands on every page, in the reader's language where it was written in it."""
        return {name: LocalText(getattr(self, name), getattr(self, f"{name}_en")) for name in IN_BOTH_LANGUAGES}

    @property
    def announcement_due(self) -> bool:
        now = timezone.now()
        start, end = self.announcement_start, self.announcement_end
        return bool(self.announcement_text) and (start is None or start <= now) and (end is None or now < end)

    @property
    def announcement_changes_at(self):
        """The next moment at which the bar appears or disappears by itself (None when never)."""
        now = timezone.now()
        if not self.announcement_text:
            return None
        return min((t for t in (self.announcement_start, self.announcement_end) if t and t > now), default=None)


@remembered
def _present_settings() -> SiteSettings:
    return SiteSettings.objects.filter(site__is_default_site=True).first() or SiteSettings()


@register_setting(icon="list-ul", order=110)
class Navigation(ClusterableModel, BaseSiteSetting):
    """The ordered items of the header and the footer: pages, and named routes such as the directory."""

    panels = [
        InlinePanel("header_items", heading=_("Đầu trang"), label=_("mục")),
        InlinePanel("footer_items", heading=_("Cuối trang"), label=_("mục")),
    ]

    class Meta:
        verbose_name = _("mục lục trang")
        verbose_name_plural = _("mục lục trang")


class NavigationItem(Orderable):
    """One item: a page or a route of the site, with its words in both languages."""

    class Route(models.TextChoices):
        DIRECTORY = "stores:directory", _("Điểm bán")
        ALTERNATIVES = "alternatives:finder", _("Thay đồ nhựa")
        SEARCH = "search", _("Tìm kiếm")
        TOPICS = "topics", _("Chủ đề")
        NEWS = "news", _("Có gì mới")
        FOLLOW = "feeds:hub", _("Theo dõi tin mới")
        AGENCIES = "agencies", _("Cơ quan")

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("trang"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    route = models.CharField(_("chức năng"), max_length=40, blank=True, choices=Route.choices)
    label = models.CharField(_("chữ"), max_length=60, blank=True, help_text=_("Để trống thì lấy tên trang."))
    label_en = models.CharField(_("chữ tiếng Anh"), max_length=60, blank=True)

    panels = [FieldPanel("page"), FieldPanel("route"), FieldPanel("label"), FieldPanel("label_en")]

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.route):
            message = _("Chọn đúng một trong hai: trang hoặc chức năng.")
            raise ValidationError({"page": message, "route": message})

    def text(self) -> str:
        own = (self.label_en if get_language() == "en" else "") or self.label
        return own or (self.page.title if self.page else self.get_route_display())

    def path(self) -> str | None:
        """The address in the reader's language; None for a page that is not public any more."""
        if self.route:
            try:
                return reverse(self.route)
            except NoReverseMatch:
                return None
        return page_url(self.page) if self.page else None


class HeaderItem(NavigationItem):
    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="header_items")

    class Meta(NavigationItem.Meta):
        abstract = False


class FooterItem(NavigationItem):
    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="footer_items")

    class Meta(NavigationItem.Meta):
        abstract = False
