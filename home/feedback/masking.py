"""What readers should not have written is taken out before anything is stored."""

import re

import phonenumbers
from django.utils.translation import gettext as _

from home.delivery.masking import masked

_MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def without_contacts(text: str) -> str:
    """The text with phone numbers, mail addresses and other long figures (identity numbers) replaced."""
    text = _MAIL.sub(_("[thư điện tử]"), text)
    found = list(phonenumbers.PhoneNumberMatcher(text, "VN"))
    for match in reversed(found):
        text = text[: match.start] + _("[số điện thoại]") + text[match.end :]
    return masked(text)
