"""What must not stand in a log: tokens of private links, addresses, phone numbers, names after a question mark."""

import re

_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Z])[\w:.=-]{16,}|.*(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}.*|.*:[\w:=-]{16,}")
_EMAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w.-]+")
_DIGITS = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .]?\d){8,10}(?!\d)|(?<!\d)\d{9,}(?!\d)")
_ADDRESS = re.compile(r"(https?://[^/\s\"<>]+)(/[^\s\"<>]*)")
MASK = "***"
LONGEST = 200  # characters of a path that are looked at and logged


def masked(text: str) -> str:
    """The text without mail addresses and long figures (phones, identity numbers)."""
    return _DIGITS.sub(MASK, _EMAIL.sub(MASK, text))


def masked_address(address: str) -> str:
    """Enough to tell two people of an office apart in a list, too little to write to them.

    >>> masked_address("lan.nguyen@example.vn")
    'l…@example.vn'
    """
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else MASK if address else ""


def masked_path(path: str) -> str:
    """A path whose parts look like words of ours, or like nothing.

    >>> masked_path("/xac-nhan/8fXk29_dkeLmQ01zzAb7/")
    '/xac-nhan/***/'
    """
    parts = path[:LONGEST].partition("?")[0].split("/")
    return "/".join(MASK if _TOKEN.fullmatch(part) or masked(part) != part else part for part in parts)


def masked_links(text: str) -> str:
    """Text in which no private link works any more: for staff who read what was mailed to others.

    >>> masked_links("Mở http://localhost/xac-nhan/8fXk29_dkeLmQ01zzAb7/ rồi bấm nút.")
    'Mở http://localhost/xac-nhan/***/ rồi bấm nút.'
    """
    return _ADDRESS.sub(lambda found: found[1] + masked_path(found[2]), text)
