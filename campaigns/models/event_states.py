"""What an event is, where it stands in time, and what somebody who wants to come finds."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


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
