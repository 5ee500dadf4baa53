"""Telephone numbers: stored as E.164, shown as people write them, dialled from a link. Numbers are read as Vietnam's."""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat

COUNTRY = "VN"


def to_e164(typed: str) -> str:
    """ "0208 3855 123" as "+842083855123"; empty when nobody could dial it."""
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def grouped(stored: str) -> str:
    """As people write it: in the national way here, with the country's code from abroad; what is no number, as it is."""
    try:
        number = phonenumbers.parse(stored, COUNTRY)
    except phonenumbers.NumberParseException:
        return stored
    home = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)


def validate_phone(value: str) -> None:
    if not to_e164(value):
        raise ValidationError(_("Số điện thoại chưa đúng. Ví dụ đúng: 0208 3855 123, 0912 345 678."))


class PhoneInput(forms.TextInput):
    """Shows the stored number as people write it."""

    input_type = "tel"

    def format_value(self, value: str | None) -> str | None:
        return grouped(value) if value else value


class PhoneNumberField(models.CharField):
    """A number that can be dialled; however it was typed, E.164 is kept."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **({"max_length": 20} | kwargs))
        self.validators.append(validate_phone)

    def to_python(self, value: str | None) -> str | None:
        return (to_e164(value) or value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs) -> forms.Field:
        # Typed with spaces and brackets it is longer than it is kept.
        return super().formfield(**({"widget": PhoneInput, "max_length": 40} | kwargs))
