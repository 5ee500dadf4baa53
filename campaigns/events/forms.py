"""The form by which somebody registers for an event."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.events.people import Person
from home.phones import to_e164
from home.text import normalise

# A name stands in mail to an address that anybody may type; it must not carry somebody's advertisement.
ADDRESS_LIKE = re.compile(r"[/@<>]|www\.|http|\w\.\w{2,}", re.IGNORECASE)


class RegistrationForm(forms.Form):
    """Name and mail address are needed, the rest helps the organiser."""

    error_css_class = "has-error"

    name = forms.CharField(
        label=gettext_lazy("Họ tên"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Hãy ghi họ tên.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        max_length=254,
        help_text=gettext_lazy("Chúng tôi gửi thư xác nhận tới đây; chỗ chỉ được giữ khi bạn bấm xác nhận trong thư."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Hãy ghi địa chỉ thư điện tử."),
            "invalid": gettext_lazy("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: lan@example.vn."),
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "type": "tel", "autocomplete": "tel"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Đơn vị, địa phương"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "organization"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Lời nhắn cho người tổ chức"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý để cơ quan tổ chức dùng thông tin này cho riêng sự kiện"),
        error_messages={"required": gettext_lazy("Cần bạn đồng ý thì chúng tôi mới được giữ thông tin để liên hệ.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="dk-%s", label_suffix="", use_required_attribute=False, **kwargs)

    def clean_name(self) -> str:
        name = normalise(self.cleaned_data["name"])
        if ADDRESS_LIKE.search(name):
            raise ValidationError(_("Họ tên không chứa địa chỉ trang hay thư điện tử."))
        return name

    def clean_email(self) -> str:
        return normalise(self.cleaned_data["email"])

    def clean_phone(self) -> str:
        typed = normalise(self.cleaned_data["phone"])
        if not typed:
            return ""
        number = to_e164(typed)
        if not number:
            raise ValidationError(_("Số điện thoại chưa đúng. Ghi đủ số, ví dụ 0912 345 678, hoặc để trống."))
        return number

    def clean_organisation(self) -> str:
        return normalise(self.cleaned_data["organisation"])

    def person(self, language: str) -> Person:
        wanted = ("name", "email", "phone", "organisation", "note")
        return Person(language=language, **{name: self.cleaned_data[name] for name in wanted})
