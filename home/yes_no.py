"""Yes and no in words, wherever staff read them. Django's admin would draw an icon that this site does not ship."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Model
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wagtail_modeladmin.options import ModelAdmin

YES_NO = ((True, _("Có")), (False, _("Không")))


def in_words(value: bool | None) -> str:
    """Nothing for what nobody has said yet."""
    return str(dict(YES_NO).get(value, ""))


def is_yes_no(name: str, admin: "ModelAdmin") -> bool:
    """Whether a column of a list is a BooleanField, or a function marked `boolean`."""
    try:
        return isinstance(admin.opts.get_field(name), BooleanField)
    except FieldDoesNotExist:
        attribute = getattr(admin, name, None) or getattr(admin.model, name, None)
        return bool(getattr(attribute, "boolean", False))


@dataclass(frozen=True)
class YesNoColumn:
    """Stands in `list_display` for the column of that name: same heading, same order, words instead of icons."""

    name: str
    admin: "ModelAdmin"

    def __str__(self) -> str:
        return self.name

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(self, row: Model) -> str:
        return in_words(lookup_field(self.name, row, self.admin)[2])

    @property
    def short_description(self) -> str:
        return label_for_field(self.name, self.admin.model, self.admin)

    @property
    def admin_order_field(self) -> str | None:
        _label, attribute = label_for_field(self.name, self.admin.model, self.admin, return_attr=True)
        return self.name if attribute is None else getattr(attribute, "admin_order_field", None)
