"""The filters of the directory as its form shows them."""

from dataclasses import dataclass

from stores.models import Scheme


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool
    scheme: Scheme | None = None

    @property
    def disabled(self) -> bool:
        """Shown, with its 0, but not to be chosen; what is chosen can always be undone."""
        return self.count == 0 and not self.checked


@dataclass(frozen=True)
class Group:
    """One filter of the form: check boxes, or a select whose first option is `all_label`."""

    name: str
    label: str
    options: list[Option]
    kind: str = "check"
    all_label: str = ""
    typed: str = ""  # the parameter of a field beside the select, for what is not in it


@dataclass(frozen=True)
class Chosen:
    """A filter that is on, with the address that takes it off."""

    label: str
    remove_url: str
