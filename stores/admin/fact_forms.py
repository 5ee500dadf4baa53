"""The forms of position and hours."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.models import Unit
from stores.coordinates import doubts, read_point
from stores.enums import PositionPrecision
from stores.hours import validate_hours


class PositionForm(forms.Form):
    """A point typed, pasted or dragged. One far from the commune is kept only when somebody says that it is right."""

    NONE = "khong"

    pasted = forms.CharField(
        label=_("Dán tọa độ hoặc liên kết bản đồ"),
        required=False,
        help_text=_(
            "Ví dụ: 21.59, 105.84 hoặc liên kết Google Maps, OpenStreetMap. Điền ô này thì hai ô dưới theo nó."
        ),
    )
    lat = forms.FloatField(label=_("Vĩ độ"), required=False, min_value=-90, max_value=90)
    lng = forms.FloatField(label=_("Kinh độ"), required=False, min_value=-180, max_value=180)
    precision = forms.ChoiceField(
        label=_("Độ chính xác"),
        choices=[*PositionPrecision.choices, (NONE, _("Chưa có vị trí"))],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Nguồn"), required=False, max_length=200, help_text=_("Ví dụ: cán bộ đến tận nơi, chủ cửa hàng gửi.")
    )
    sure = forms.BooleanField(label=_("Tôi đã kiểm tra, vị trí này đúng"), required=False)

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.is_doubtful = False
        for name in ("lat", "lng"):
            self.fields[name].widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})

    @staticmethod
    def unreadable() -> str:
        return gettext(
            "Không đọc được tọa độ. Liên kết rút gọn (maps.app.goo.gl) thì hãy mở ra rồi dán địa chỉ đầy đủ."
        )

    def clean_pasted(self) -> tuple[float, float] | None:
        text = self.cleaned_data["pasted"]
        point = read_point(text) if text else None
        if text and point is None:
            raise ValidationError(self.unreadable())
        return point

    def clean(self) -> dict:
        values = super().clean()
        if self.errors or values["precision"] == self.NONE:
            return values
        if values["pasted"]:
            values["lat"], values["lng"] = values["pasted"]
        for name in ("lat", "lng"):
            if values[name] is None:
                self.add_error(name, gettext("Hãy ghi số, hoặc chọn “Chưa có vị trí”."))
        if not self.errors:
            self._doubt((values["lat"], values["lng"]))
        return values

    def _doubt(self, point: tuple[float, float]) -> None:
        doubt = doubts(point, self.unit)
        if doubt and not self.cleaned_data["sure"]:
            self.is_doubtful = True
            ask = gettext("Nếu đúng như vậy, hãy đánh dấu ô xác nhận rồi lưu lại.")
            raise ValidationError(f"{doubt.text} {ask}")


class HoursForm(forms.Form):
    """An OSM rule and a remark; an empty rule says that nobody knows."""

    rule = forms.CharField(
        label=_("Giờ mở cửa"),
        required=False,
        max_length=255,
        help_text=_(
            "Mo Tu We Th Fr Sa Su là thứ Hai đến chủ nhật, PH là ngày lễ, off là nghỉ. "
            "Ví dụ: Mo-Sa 07:00-11:30,13:30-18:00; Su 08:00-12:00; PH off. Để trống là chưa rõ."
        ),
    )
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=200, help_text=_("Ví dụ: giáp Tết mở thêm buổi tối.")
    )
    source = forms.CharField(label=_("Nguồn"), required=False, max_length=200)

    def clean_rule(self) -> str:
        rule = self.cleaned_data["rule"].strip()
        if rule and (problem := validate_hours(rule)):
            raise ValidationError(problem)
        return rule
