"""One-page leaflets and posters of a guide, with a commune's name, day and phone filled in. Nothing is stored.

What may be filled in is checked here: a unit of the list, a date, a phone number. No other words get on the paper.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

import phonenumbers
from django import forms
from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaigns.addresses import BEGINNING, site_address
from campaigns.models import GuidePage
from home.documents import picture_of, render
from home.documents.drawings import qr
from home.models import Unit

MOST_STEPS = 8
TEMPLATE = "leaflet"


class Size(models.TextChoices):
    A4 = "a4", gettext_lazy("Tờ rơi A4")
    A5 = "a5", gettext_lazy("Tờ rơi A5 (nửa trang A4)")
    A3 = "a3", gettext_lazy("Áp phích A3")


class LeafletForm(forms.Form):
    """The field names are those of the address."""

    xa = forms.ModelChoiceField(
        Unit.objects.current(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Xã, phường"),
        empty_label=gettext_lazy("Không in tên xã, phường"),
        error_messages={"invalid_choice": gettext_lazy("Không có xã, phường này. Hãy chọn trong danh sách.")},
    )
    khuon = forms.ChoiceField(
        choices=Size.choices,
        required=False,
        label=gettext_lazy("Khổ giấy"),
        error_messages={"invalid_choice": gettext_lazy("Khổ giấy là A3, A4 hoặc A5.")},
    )
    ngay = forms.DateField(
        required=False,
        label=gettext_lazy("Ngày"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Ngày phát động hoặc ngày họp, nếu có."),
        error_messages={"invalid": gettext_lazy("Ngày chưa đúng. Ví dụ: 31/12/2026.")},
    )
    dien_thoai = forms.CharField(
        required=False,
        max_length=30,
        label=gettext_lazy("Điện thoại"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("Số để người dân hỏi, nếu có."),
    )

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    def clean_khuon(self) -> str:
        return self.cleaned_data["khuon"] or Size.A4

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        if day is not None and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Ngày chưa đúng. Ví dụ: 31/12/2026."))
        return day

    def clean_dien_thoai(self) -> str:
        """As it is printed: grouped. Empty stays empty."""
        typed = self.cleaned_data["dien_thoai"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "VN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(_("Số điện thoại chưa đúng. Ví dụ: 0208 3855 123."))
        style = phonenumbers.PhoneNumberFormat
        local = number.country_code == phonenumbers.country_code_for_region("VN")
        return phonenumbers.format_number(number, style.NATIONAL if local else style.INTERNATIONAL)


@dataclass(frozen=True)
class Local:
    """What a commune has printed on its copies."""

    unit: Unit | None = None
    size: str = Size.A4
    day: date | None = None
    phone: str = ""


def steps_of(guide: GuidePage) -> list[dict[str, str]]:
    """The first steps of a guide; empty for one that has none, and that has no leaflet then."""
    found = [item for block in guide.body if block.block_type == "steps" for item in block.value["items"]]
    return [{"title": step["title"], "text": step["text"] or ""} for step in found[:MOST_STEPS]]


def leaflet(guide: GuidePage, local: Local) -> bytes:
    return render(
        TEMPLATE, _data(guide, local), pictures=_pictures(guide), made_at=guide.last_published_at or BEGINNING
    )


def leaflet_picture(guide: GuidePage, local: Local) -> bytes:
    return picture_of(TEMPLATE, _data(guide, local), pictures=_pictures(guide))[0]


def _address(guide: GuidePage) -> str:
    return urljoin(site_address(), guide.url)


def _pictures(guide: GuidePage) -> dict[str, bytes]:
    return {"qr.svg": qr(_address(guide))}


def _data(guide: GuidePage, local: Local) -> dict:
    address = urlsplit(_address(guide))
    language = guide.locale.language_code
    agency = guide.agency.name if guide.agency else ""
    with override(language):
        return {
            "title": guide.title,
            "summary": guide.summary,
            "author": agency or str(settings.SITE_NAME),
            "site": str(settings.SITE_NAME),
            "language": language,
            "size": local.size,
            "steps": steps_of(guide),
            "place": local.unit.full_name if local.unit else "",
            "day": date_format(local.day) if local.day else "",
            "phone": local.phone,
            "url": address.geturl(),
            "shown-url": f"{address.netloc}{address.path}",
            "qr-alt": _("Mã QR dẫn tới %(address)s") % {"address": address.geturl()},
            "credit": _("Nội dung: %(agency)s") % {"agency": agency} if agency else "",
            "words": {"day": _("Ngày:"), "phone": _("Điện thoại:"), "more": _("Đọc cả bài:")},
        }
