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
    VERIFY = "verify", _("Kiểm tra thông tin")
    ASK_VERIFY = "ask_verify", _("Đề nghị kiểm tra lại")
    PLACE = "place", _("Ghi vị trí")
    HOURS = "hours", _("Ghi giờ mở cửa")


class Known(models.TextChoices):
    """What may not be known, and then is never shown as no."""

    YES = "yes", _("Có")
    NO = "no", _("Không")

    __empty__ = _("Chưa rõ")


class WheelchairAccess(models.TextChoices):
    YES = "yes", _("Vào được")
    PARTLY = "partly", _("Vào được một phần")
    NO = "no", _("Chưa vào được")

    __empty__ = _("Chưa rõ")


class Parking(models.TextChoices):
    MOTORBIKE = "motorbike", _("Chỗ để xe máy, xe đạp")
    CAR = "car", _("Chỗ để xe máy và ô tô")
    NONE = "none", _("Không có chỗ để xe")

    __empty__ = _("Chưa rõ")


class PaymentWay(models.TextChoices):
    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản, quét mã QR")
    CARD = "card", _("Thẻ ngân hàng")
    WALLET = "wallet", _("Ví điện tử")


class VerifiedHow(models.TextChoices):
    VISIT = "visit", _("Đến tận nơi")
    CALL = "call", _("Gọi điện cho cửa hàng")
    OWNER = "owner", _("Chủ cửa hàng xác nhận")
    DOCUMENTS = "documents", _("Đối chiếu giấy tờ")


class PracticeIcon(models.TextChoices):
    """Names of drawings in static/img/icons.svg."""

    BAG = "bag", _("Túi")
    JAR = "jar", _("Hũ")
    POUR = "pour", _("Rót")
    RETURN = "return", _("Vòng trả lại")
    LEAF = "leaf", _("Lá")
    TAG = "tag", _("Nhãn giá")
    WATER = "water", _("Nước")
    TOOL = "tool", _("Kìm, búa")
    CHECK = "check", _("Dấu đã kiểm tra")
