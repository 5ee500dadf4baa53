"""Events and trainings: when, where, how many seats, and what of it is left afterwards."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from campaigns.blocks import MaterialsBlock, ProgrammeBlock
from campaigns.events.structured import event_data
from campaigns.models.event_states import EventKind, EventState, RegistrationMode, RegistrationState, event_state
from home.blocks import BodyBlock, contents_of
from home.delivery.decorators import fresh_at_most
from home.models import ContentPage
from home.structured import absolute_url


class EventPage(ContentPage):
    """One event. Who registered stands in a table of its own (campaigns/models/registration.py)."""

    kind = models.CharField(_("loại sự kiện"), max_length=20, choices=EventKind.choices, default=EventKind.TRAINING)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    starts = models.DateTimeField(_("bắt đầu"))
    ends = models.DateTimeField(_("kết thúc"))
    called_off = models.BooleanField(
        _("đã hủy"), default=False, help_text=_("Trang vẫn còn, ghi rõ là đã hủy; người đã đăng ký nhận thư báo.")
    )
    change_note = models.CharField(
        _("lời nhắn khi đổi hoặc hủy"), max_length=250, blank=True, help_text=_("Hiện trên trang và trong thư báo.")
    )
    place = models.CharField(_("nơi tổ chức"), max_length=150, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "home.Unit", verbose_name=_("xã, phường"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lat = models.FloatField(
        _("vĩ độ"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    lng = models.FloatField(
        _("kinh độ"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    online_link = models.URLField(
        _("đường dẫn họp trực tuyến"),
        blank=True,
        help_text=_("Chỉ gửi cho người đã xác nhận đăng ký; không bao giờ hiện trên trang công khai."),
    )
    registration_mode = models.CharField(
        _("đăng ký"), max_length=10, choices=RegistrationMode.choices, default=RegistrationMode.NONE
    )
    closes = models.DateTimeField(
        _("đóng đăng ký"), null=True, blank=True, help_text=_("Để trống: đóng khi sự kiện bắt đầu.")
    )
    seats = models.PositiveIntegerField(_("số chỗ"), null=True, blank=True, help_text=_("Để trống: không giới hạn."))
    partners = ParentalManyToManyField("home.Agency", verbose_name=_("cơ quan phối hợp"), blank=True, related_name="+")
    contact = models.CharField(
        _("liên hệ"), max_length=200, blank=True, help_text=_("Tên bộ phận, điện thoại, thư điện tử để hỏi.")
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung"), blank=True)
    programme = StreamField(ProgrammeBlock(), verbose_name=_("chương trình"), blank=True)
    materials = StreamField(MaterialsBlock(), verbose_name=_("tài liệu"), blank=True)

    template = "campaigns/event_page.html"
    parent_page_types = ["campaigns.EventIndexPage"]
    subpage_types = []

    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("is_sample")]),
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldPanel("called_off"),
                FieldPanel("change_note"),
            ],
            heading=_("Sự kiện"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("address"),
                FieldPanel("unit"),
                FieldRowPanel([FieldPanel("lat"), FieldPanel("lng")]),
                FieldPanel("online_link"),
            ],
            heading=_("Ở đâu"),
        ),
        MultiFieldPanel(
            [FieldPanel("registration_mode"), FieldRowPanel([FieldPanel("seats"), FieldPanel("closes")])],
            heading=_("Đăng ký"),
        ),
        MultiFieldPanel([FieldPanel("partners"), FieldPanel("contact")], heading=_("Tổ chức")),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("materials"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("place"),
        index.SearchField("address"),
        index.SearchField("unit_name"),
        index.SearchField("body"),
        index.SearchField("programme"),
        index.FilterField("starts"),
        index.FilterField("ends"),
    ]

    class Meta:
        verbose_name = _("sự kiện, tập huấn")
        verbose_name_plural = _("sự kiện, tập huấn")

    def clean(self) -> None:
        super().clean()
        problems = self._problems_of_time() | self._problems_of_place() | self._problems_of_seats()
        if problems:
            raise ValidationError(problems)

    def _problems_of_time(self) -> dict[str, str]:
        problems = {}
        if self.starts and self.ends and self.ends <= self.starts:
            problems["ends"] = _("Giờ kết thúc phải sau giờ bắt đầu.")
        if self.starts and self.closes and self.closes > self.starts:
            problems["closes"] = _("Đăng ký phải đóng trước khi sự kiện bắt đầu.")
        is_awaited = self.registration_mode == RegistrationMode.OPEN and not self.called_off
        if is_awaited and self.expire_at and self.ends and self.expire_at < self.ends:
            problems["expire_at"] = _("Trang chỉ tự gỡ sau khi sự kiện kết thúc; muốn gỡ sớm thì báo hủy trước.")
        if self.called_off and not self.change_note:
            problems["change_note"] = _("Sự kiện đã hủy thì ghi lý do để người đã đăng ký biết.")
        return problems

    def _problems_of_place(self) -> dict[str, str]:
        problems = {}
        if not self.place and not self.online_link:
            problems["place"] = _("Ghi nơi tổ chức, hoặc đường dẫn họp trực tuyến.")
        if (self.lat is None) != (self.lng is None):
            problems["lat" if self.lat is None else "lng"] = _("Vị trí cần cả vĩ độ và kinh độ.")
        return problems

    def _problems_of_seats(self) -> dict[str, str]:
        problems = {}
        if self.seats == 0:
            problems["seats"] = _("Số chỗ phải lớn hơn 0. Không giới hạn thì để trống.")
        elif self.seats is not None and self.pk and self.seats < (held := self.registrations.confirmed().count()):
            words = _("Đã có %(held)s người được xác nhận; số chỗ không thể ít hơn.") % {"held": held}
            problems["seats"] = words
        if self.online_link and not self.place and self.registration_mode == RegistrationMode.NONE:
            problems["registration_mode"] = _("Sự kiện chỉ họp trực tuyến thì phải mở đăng ký để gửi đường dẫn.")
        return problems

    # --- State ---------------------------------------------------------------------------------------------------

    @property
    def state(self) -> EventState:
        if self.called_off:
            return EventState.CALLED_OFF
        return event_state(self.starts, self.ends, timezone.now())

    @property
    def state_label(self) -> str:
        return self.state.label

    @property
    def closes_at(self) -> datetime:
        return self.closes or self.starts

    @cached_property
    def original(self) -> "EventPage":
        """Where people are registered: a translation shares the seats of the page it was made from."""
        source = EventPage.objects.filter(translation_key=self.translation_key, locale__language_code="vi").first()
        return source or self

    @property
    def accepts_registrations(self) -> bool:
        is_open = self.registration_mode == RegistrationMode.OPEN and not self.called_off
        return is_open and timezone.now() < self.closes_at

    @property
    def registration_state(self) -> RegistrationState:
        if self.registration_mode == RegistrationMode.NONE:
            return RegistrationState.NONE
        if not self.accepts_registrations:
            return RegistrationState.CLOSED
        return RegistrationState.OPEN if self.has_free_seats else RegistrationState.FULL

    @property
    def has_free_seats(self) -> bool:
        """Nobody passes by those who wait."""
        if self.seats is None:
            return True
        return self.registrations.holding().count() < self.seats and not self.registrations.waiting().exists()

    @property
    def changes_at(self) -> datetime | None:
        """The next moment at which what the page says changes by itself."""
        now = timezone.now()
        return min((moment for moment in (self.closes_at, self.starts, self.ends) if moment > now), default=None)

    # --- What lists and pages say ----------------------------------------------------------------------------------

    @property
    def unit_name(self) -> str:
        return str(self.unit or "")

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def listed_on(self) -> date:
        return timezone.localdate(self.starts)

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.ends)

    @property
    def is_one_day(self) -> bool:
        return self.listed_on == self.last_day

    @property
    def is_online(self) -> bool:
        return bool(self.online_link)

    @property
    def where(self) -> str:
        """Place, address and commune in one line, each said once."""
        return ", ".join(str(part) for part in (self.place, self.address, self.unit) if part)

    @property
    def absolute_url(self) -> str:
        return absolute_url(self)

    def schema(self) -> dict:
        return event_data(self)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from campaigns.events.forms import RegistrationForm

        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        context["desk"] = self.original
        context["registration_state"] = self.original.registration_state
        context["form"] = RegistrationForm()
        context["retention_days"] = settings.EVENT_RETENTION_DAYS
        fresh_at_most(request, self.changes_at)
        return context
