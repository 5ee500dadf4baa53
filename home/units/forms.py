"""The forms in which staff describe a change of units. Each makes a proposal; what does not fit is said in the form."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from home.models import Unit, UnitChange
from home.text import normalise
from home.units.proposals import COMMUNE_KINDS, ChangeError, Proposal, Receiver, check, merged, renamed, retyped, split

KINDS = [("", "–"), *((kind.value, kind.label) for kind in COMMUNE_KINDS)]
PARTS = range(1, 5)


class UnitField(forms.ModelChoiceField):
    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Unit.objects.current(), **kwargs)


class ChangeForm(forms.Form):
    """What every change needs: the day, the decision and where it can be read."""

    on = forms.DateField(
        label=gettext_lazy("Ngày hiệu lực"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Ngày đầu tiên của đơn vị mới. Ngày chưa đến thì thay đổi tự áp dụng vào ngày ấy."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Văn bản"), max_length=200, help_text=gettext_lazy("Ví dụ: Nghị quyết 1683/NQ-UBTVQH15.")
    )
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=255,
        help_text=gettext_lazy("Số công báo hoặc địa chỉ trang đăng văn bản."),
    )
    field_order: list[str] = []
    result: Proposal | None = None

    def clean(self) -> dict:
        values = super().clean()
        if self.errors:
            return values
        papers = {name: values[name] for name in ("on", "decision", "source")}
        try:
            proposal = self.propose(values, papers)
            check(proposal)
        except ChangeError as problem:
            raise ValidationError(str(problem)) from problem
        self.result = proposal
        return values

    def propose(self, values: dict, papers: dict) -> Proposal:
        raise NotImplementedError

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand together on the screen, with a heading where there is one."""
        return [("", list(self))]


class RenameForm(ChangeForm):
    unit = UnitField(label=gettext_lazy("Đơn vị"))
    name = forms.CharField(
        label=gettext_lazy("Tên mới"), max_length=100, help_text=gettext_lazy("Không kèm chữ “Xã”, “Phường”.")
    )
    field_order = ["unit", "name"]

    def propose(self, values: dict, papers: dict) -> Proposal:
        return renamed(values["unit"], values["name"], **papers)


class RetypeForm(ChangeForm):
    unit = UnitField(label=gettext_lazy("Đơn vị"))
    kind = forms.ChoiceField(label=gettext_lazy("Loại mới"), choices=KINDS[1:])
    field_order = ["unit", "kind"]

    def propose(self, values: dict, papers: dict) -> Proposal:
        return retyped(values["unit"], values["kind"], **papers)


class MergeForm(ChangeForm):
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Các đơn vị sáp nhập"),
        queryset=Unit.objects.current(),
        widget=forms.CheckboxSelectMultiple,
    )
    into = UnitField(
        label=gettext_lazy("Nhập vào đơn vị đã có"),
        required=False,
        empty_label=gettext_lazy("Không, lập đơn vị mới"),
        help_text=gettext_lazy("Đơn vị này giữ nguyên tên, loại, mã. Để trống thì ghi đơn vị mới ở dưới."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại của đơn vị mới"), choices=KINDS, required=False)
    name = forms.CharField(label=gettext_lazy("Tên đơn vị mới"), max_length=100, required=False)
    code = forms.CharField(
        label=gettext_lazy("Mã đơn vị mới"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("Mã của cơ quan thống kê. Để trống thì lấy mã của đơn vị đầu tiên được nhập."),
    )
    field_order = ["units", "into", "kind", "name", "code"]

    def propose(self, values: dict, papers: dict) -> Proposal:
        units = list(values["units"])
        if values["into"]:
            return merged(units, Receiver(unit=values["into"]), **papers)
        name = normalise(values["name"])
        heir = next((unit for unit in units if unit.name == name), units[0])
        receiver = Receiver(kind=values["kind"], name=name, code=values["code"].strip() or heir.code)
        return merged(units, receiver, **papers)


class SplitForm(ChangeForm):
    """Up to four receivers: a unit of today (the split one, too, if it goes on), or a new one."""

    unit = UnitField(label=gettext_lazy("Đơn vị bị chia"))
    field_order = ["unit"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        papers = [(name, self.fields.pop(name)) for name in ("on", "decision", "source")]
        for number in PARTS:
            self.fields |= {f"part{number}_{name}": field for name, field in _part_fields().items()}
        self.fields |= dict(papers)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        parts = [
            (_("Phần %(number)d") % {"number": number}, [f for f in self if f.name.startswith(f"part{number}_")])
            for number in PARTS
        ]
        return [("", [self["unit"]]), *parts, ("", [self[name] for name in ("on", "decision", "source")])]

    def propose(self, values: dict, papers: dict) -> Proposal:
        return split(values["unit"], list(self._receivers(values)), **papers)

    def _receivers(self, values: dict) -> Iterator[Receiver]:
        whole = values["unit"]
        chosen = [values[f"part{number}_unit"] for number in PARTS]
        free_code = "" if whole in chosen else whole.code
        for number in PARTS:
            kind, name, code, lat, lng = (
                values[f"part{number}_{key}"] for key in ("kind", "name", "code", "lat", "lng")
            )
            if unit := values[f"part{number}_unit"]:
                yield Receiver(unit=unit)
            elif name or kind:
                code = code.strip() or free_code
                free_code = "" if code == free_code else free_code
                yield Receiver(kind=kind, name=normalise(name), code=code, lat=lat, lng=lng)


def _part_fields() -> dict[str, forms.Field]:
    return {
        "unit": UnitField(label=_("Đơn vị đã có"), required=False, empty_label=_("Không, lập đơn vị mới")),
        "kind": forms.ChoiceField(label=_("Loại mới"), choices=KINDS, required=False),
        "name": forms.CharField(label=_("Tên mới"), max_length=100, required=False),
        "code": forms.CharField(label=_("Mã"), max_length=10, required=False),
        "lat": forms.FloatField(label=_("Vĩ độ điểm giữa"), required=False, min_value=20, max_value=24),
        "lng": forms.FloatField(label=_("Kinh độ điểm giữa"), required=False, min_value=104, max_value=108),
    }


FORMS: dict[str, type[ChangeForm]] = {
    UnitChange.Kind.MERGE: MergeForm,
    UnitChange.Kind.SPLIT: SplitForm,
    UnitChange.Kind.RENAME: RenameForm,
    UnitChange.Kind.RETYPE: RetypeForm,
}
