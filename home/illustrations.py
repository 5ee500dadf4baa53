"""The drawings made for this project: files of the same name under static/img/illustrations/."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Illustration(models.TextChoices):
    BASKET = "lan-tre", _("Làn tre đi chợ")
    FOOD_CARRIER = "cap-long", _("Cặp lồng")
    LEAF_PARCEL = "la-goi", _("Gói lá")
    CLOTH_BAG = "tui-vai", _("Túi vải, túi lưới")
    STRAW_BOTTLE = "ong-hut-binh", _("Ống hút tre, bình nước")
    STALL = "sap-cho", _("Sạp chợ")
    SHOP = "cua-hang", _("Cửa hàng")
    NOT_FOUND = "khong-thay", _("Không thấy")
