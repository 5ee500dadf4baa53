"""Somebody who wants to come, before anything is kept of them."""

from dataclasses import dataclass

from home.text import normalise


@dataclass(frozen=True)
class Person:
    """Who registers, as typed and checked."""

    name: str
    email: str
    phone: str = ""
    organisation: str = ""
    note: str = ""
    language: str = "vi"

    @property
    def key(self) -> str:
        return email_key(self.email)


def email_key(address: str) -> str:
    """The form in which two spellings of an address are the same."""
    return normalise(address).casefold()
