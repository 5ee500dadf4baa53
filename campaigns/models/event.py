"""Events and trainings: when, where, how many seats, and what of it is left afterwards."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Min, Q, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from campaigns.blocks import MaterialsBlock, ProgrammeBlock
from home.blocks import BodyBlock, contents_of
from home.delivery.decorators import fresh_at_most
from home.languages import children_in_language
from home.listing import Facet, Listing
from home.models import BasePage, ContentPage
from home.structured import absolute_url
from home.visibility import public_pages


class EventKind(models.TextChoices):
    """What one may expect to do there; the values stand in addresses."""

    TRAINING = "tap-huan", _("Tập huấn")
    SEMINAR = "hoi-thao", _("Hội thảo")
    CONFERENCE = "hoi-nghi", _("Hội nghị")
    FAIR = "hoi-cho", _("Hội chợ, phiên chợ")
    EVENT = "su-kien", _("Sự kiện")


class RegistrationMode(models.TextChoices):
    NONE = "none", _("Không cần đăng ký")
    OPEN = "open", _("Đăng ký trên trang này")


class EventState(models.TextChoices):
    """Where this moment stands between beginning and end; computed, never stored."""

    UPCOMING = "upcoming", _("Sắp diễn ra")
    RUNNING = "running", _("Đang diễn ra")
    ENDED = "ended", _("Đã diễn ra")
    CALLED_OFF = "called-off", _("Đã hủy")


class RegistrationState(models.TextChoices):
    """What somebody who wants to come finds; computed, never stored."""

    NONE = "none", _("Không cần đăng ký")
    OPEN = "open", _("Còn chỗ")
    FULL = "full", _("Đã kín chỗ, còn danh sách chờ")
    CLOSED = "closed", _("Đã đóng đăng ký")


def event_state(starts: datetime, ends: datetime, now: datetime) -> EventState:
    if now < starts:
        return EventState.UPCOMING
    return EventState.RUNNING if now < ends else EventState.ENDED


class EventIndexPage(BasePage):
    """All events: the next ones first, then those that were, the latest first."""

    template = "campaigns/event_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("mục sự kiện")
        verbose_name_plural = _("mục sự kiện")

    def events(self) -> models.QuerySet["EventPage"]:
        past = Case(When(ends__lte=timezone.now(), then=Value(True)), default=Value(False))
        month = ExtractYear("starts") * 100 + ExtractMonth("starts")
        events = children_in_language(self, EventPage).annotate(is_past=past, month=month)
        soonest = Case(When(is_past=False, then=F("starts")))
        return events.select_related("unit", "listing_image").order_by("is_past", soonest, "-starts", "pk")

    def listing(self, request: HttpRequest) -> Listing:
        kinds = list(EventKind)
        facets = [
            Facet("luc", _("Thời gian"), "is_past", _when_label, slug_of=_when_slug, order=bool),
            Facet("loai", _("Loại sự kiện"), "kind", lambda kind: EventKind(kind).label, order=kinds.index),
            Facet("thang", _("Tháng"), "month", _month_label, slug_of=_month_slug, order=int),
        ]
        return Listing(self.events(), facets, request.GET, page_size=12)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        listing = self.listing(request)
        request.canonical_query = listing.canonical
        now = timezone.now()
        turns = self.events().aggregate(
            starts=Min("starts", filter=Q(starts__gt=now)), ends=Min("ends", filter=Q(ends__gt=now))
        )
        for moment in turns.values():
            fresh_at_most(request, moment)
        return super().get_context(request, *args, **kwargs) | listing.context()


def _when_label(is_past: object) -> str:
    return _("Đã qua") if is_past else _("Sắp tới")


def _month_label(month: int) -> str:
    """202612 is "12/2026"."""
    return f"{month % 100:02}/{month // 100}"


def _month_slug(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"


def _when_slug(is_past: object) -> str:
    return "da-qua" if is_past else "sap-toi"


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

    def schema(self) -> dict:
        """schema.org/Event for search engines; the online link is not theirs to know."""
        status = "EventCancelled" if self.called_off else "EventScheduled"
        modes = {(True, True): "Mixed", (False, True): "Online"}
        mode = modes.get((bool(self.place), self.is_online), "Offline")
        data = {
            "@type": "Event",
            "name": self.title,
            "description": self.summary,
            "startDate": timezone.localtime(self.starts).isoformat(),
            "endDate": timezone.localtime(self.ends).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "location": self._structured_place(),
            "url": self.absolute_url,
        }
        if self.agency:
            data["organizer"] = {"@type": "GovernmentOrganization", "name": self.agency.name}
        if self.seats:
            data["maximumAttendeeCapacity"] = self.seats
        return data

    def _structured_place(self) -> dict:
        if not self.place:
            return {"@type": "VirtualLocation", "url": self.absolute_url}
        parts = [str(part) for part in (self.address, self.unit) if part]
        place = {"@type": "Place", "name": self.place, "address": ", ".join(parts) or self.place}
        if self.lat is not None and self.lng is not None:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": self.lat, "longitude": self.lng}
        return place


def public_events() -> models.QuerySet[Page]:
    """Of the first language: a translation is the same event."""
    return public_pages(EventPage.objects.filter(locale__language_code="vi")).select_related("unit", "agency")
