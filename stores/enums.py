"""States and their named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecognitionState(models.TextChoices):
    ACTIVE = "active", _("Đang hiệu lực")
    RENEWAL_OPEN = "renewal_open", _("Đang hiệu lực, đến kỳ gia hạn")
    GRACE = "grace", _("Chờ gia hạn")
    SUSPENDED = "suspended", _("Tạm dừng")
    EXPIRED = "expired", _("Hết hạn")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")

    @classmethod
    def in_force(cls) -> list["RecognitionState"]:
        """States in which the place may carry the mark."""
        return [cls.ACTIVE, cls.RENEWAL_OPEN]

    @classmethod
    def ended(cls) -> list["RecognitionState"]:
        return [cls.EXPIRED, cls.WITHDRAWN]


class PositionPrecision(models.TextChoices):
    EXACT = "exact", _("Đúng vị trí")
    STREET = "street", _("Theo đường, xóm")
    UNIT = "unit", _("Chỉ biết xã, phường")


class ReviewVerb(models.TextChoices):
    RECOGNISE = "recognise", _("Công nhận")
    SUSPEND = "suspend", _("Tạm dừng")
    REINSTATE = "reinstate", _("Khôi phục")
    WITHDRAW = "withdraw", _("Thu hồi")
    EXPIRE = "expire", _("Hết hạn")
