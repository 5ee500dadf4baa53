"""Who comes to an event. Personal data, apart from everything public; campaigns/registrations.py alone writes it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.event import EventPage


class Attendance(models.TextChoices):
    PENDING = "pending", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    WAITING = "waiting", _("Trong danh sách chờ")
    CANCELLED = "cancelled", _("Đã hủy")
    LAPSED = "lapsed", _("Hết hạn xác nhận")


HOLDING = (Attendance.PENDING, Attendance.CONFIRMED)  # who has a seat, for now or for good
ACTIVE = (*HOLDING, Attendance.WAITING)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding(self) -> "RegistrationQuerySet":
        return self.filter(state__in=HOLDING)

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(state=Attendance.CONFIRMED)

    def waiting(self) -> "RegistrationQuerySet":
        return self.filter(state=Attendance.WAITING)

    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=ACTIVE)


class Registration(models.Model):
    """One person, one seat. After the event the person is erased and the row stays, so that counts stay."""

    event = models.ForeignKey(
        EventPage, verbose_name=_("sự kiện"), on_delete=models.CASCADE, related_name="registrations"
    )
    name = models.CharField(_("họ tên"), max_length=80, blank=True)
    email = models.CharField(_("thư điện tử"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    organisation = models.CharField(_("đơn vị"), max_length=150, blank=True)
    note = models.TextField(_("lời nhắn"), max_length=500, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, choices=settings.LANGUAGES, default="vi")
    state = models.CharField(_("trạng thái"), max_length=10, choices=Attendance.choices)
    address_proved_at = models.DateTimeField(_("xác nhận thư điện tử lúc"), null=True, blank=True)
    confirm_by = models.DateTimeField(_("giữ chỗ đến"), null=True, blank=True)
    consented_at = models.DateTimeField(_("đồng ý lúc"))
    consent_version = models.CharField(_("bản lời đồng ý"), max_length=20)
    created_at = models.DateTimeField(_("đăng ký lúc"), auto_now_add=True)
    changed_at = models.DateTimeField(_("đổi trạng thái lúc"), auto_now=True)
    erased_at = models.DateTimeField(_("xóa dữ liệu cá nhân lúc"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("đăng ký")
        verbose_name_plural = _("đăng ký")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=Q(state__in=ACTIVE) & ~Q(email_key=""),
                name="a_person_registers_once_for_an_event",
            )
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="registration_by_state"),
            models.Index(fields=["state", "confirm_by"], name="registration_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class EventDesk(models.Model):
    """What the people who registered were told last, so that a change is told once; and the counts for staff."""

    event = models.OneToOneField(EventPage, verbose_name=_("sự kiện"), on_delete=models.CASCADE, related_name="desk")
    told = models.JSONField(default=dict, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("số người đăng ký")
        verbose_name_plural = _("số người đăng ký")
        ordering = ["-event__starts"]

    def __str__(self) -> str:
        return str(self.event)
