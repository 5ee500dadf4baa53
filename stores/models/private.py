"""Who stands behind a place: for the officers who deal with it, and for nobody else.

A table of its own, so that no revision, export, pack, index or page that is made of a store can carry it. Nothing of it
belongs into any property or string of `Store`. Only stores/admin/owner.py reads and writes it.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from home.phones import PhoneNumberField
from stores.models.store import Store

IDENTITY = re.compile(r"\d{9}|\d{12}")


def validate_tax_code(value: str) -> None:
    if not mst.is_valid(value):
        raise ValidationError(gettext("Mã số thuế không đúng: cần 10 số, hoặc 10 số rồi gạch nối và 3 số chi nhánh."))


def validate_identity(value: str) -> None:
    if not IDENTITY.fullmatch(value.replace(" ", "")):
        raise ValidationError(gettext("Số căn cước có 12 chữ số (chứng minh nhân dân cũ: 9 chữ số)."))


class StorePrivate(models.Model):
    """Owner, tax code, identity number, private phone, contract. Erased some time after the place has closed."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="+")
    owner_name = models.CharField(_("họ tên chủ cửa hàng"), max_length=120, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True, validators=[validate_tax_code])
    identity_number = models.CharField(_("số căn cước"), max_length=15, blank=True, validators=[validate_identity])
    phone = PhoneNumberField(_("điện thoại riêng"), blank=True)
    contract_note = models.TextField(_("ghi chú hợp đồng, cam kết"), blank=True)
    closed_on = models.DateField(
        _("điểm bán thôi hoạt động từ ngày"),
        null=True,
        blank=True,
        help_text=_("Có ngày này thì thông tin riêng tự được xóa sau thời hạn lưu."),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    set_at = models.DateTimeField(_("ghi lúc"), auto_now=True)

    class Meta:
        verbose_name = _("thông tin riêng của điểm bán")
        verbose_name_plural = _("thông tin riêng của điểm bán")

    def __str__(self) -> str:
        return f"#{self.store_id}"  # no name, wherever it is written

    def clean(self) -> None:
        super().clean()
        self.identity_number = self.identity_number.replace(" ", "")
        if self.tax_code and mst.is_valid(self.tax_code):
            self.tax_code = mst.format(mst.compact(self.tax_code))
