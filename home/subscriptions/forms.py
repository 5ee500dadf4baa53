"""The form by which people ask to be told, and change what they are told of."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.models import Frequency, Subscription
from home.registry import AlertGroup, AlertSource, alert_sources
from home.subscriptions.service import Wish
from home.text import normalise


class WishForm(forms.Form):
    """What, how often, in which language. One field for each group of each source."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="tin-%s", label_suffix="", use_required_attribute=False, **kwargs)
        self.asked = [(source, group) for source in alert_sources() for group in source.groups()]
        for source, group in self.asked:
            self.fields[field_name(source, group)] = forms.MultipleChoiceField(
                label=group.label,
                choices=group.options,
                required=False,
                error_messages={"invalid_choice": _("Hãy chọn trong các mục có sẵn.")},
            )
        unknown = _("Hãy chọn một trong các mục có sẵn.")
        errors = {"invalid_choice": unknown, "required": unknown}
        self.fields["frequency"] = forms.ChoiceField(
            label=_("Bao lâu một thư"),
            choices=Frequency.choices,
            initial=Frequency.WEEKLY,
            error_messages=errors,
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Thư viết bằng"),
            choices=settings.LANGUAGES,
            initial=lazy(get_language, str)(),
            error_messages=errors,
        )
        self.order_fields(["email"])

    def choice_fields(self) -> list[dict]:
        """What the template draws as boxes to tick: each field with what is chosen."""
        names = [field_name(source, group) for source, group in self.asked]
        return [{"field": self[name], "chosen": _chosen(self[name].value()), "many": True} for name in names]

    def radio_fields(self) -> list[dict]:
        return [
            {"field": self[name], "chosen": _chosen(self[name].value()), "many": False}
            for name in ("frequency", "language")
        ]

    def wish(self) -> Wish:
        choices: dict[str, dict[str, list[str]]] = {}
        for source, group in self.asked:
            ticked = sorted(self.cleaned_data[field_name(source, group)])
            choices.setdefault(source.name, {}).update({group.name: ticked} if ticked else {})
        return Wish(self.cleaned_data["language"], self.cleaned_data["frequency"], choices)


class AskForm(WishForm):
    """The public form: the wish, an address and the consent."""

    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Hãy ghi địa chỉ thư điện tử."),
            "invalid": gettext_lazy("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: lan@example.vn."),
            "max_length": gettext_lazy("Địa chỉ thư điện tử quá dài."),
        },
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý để trang giữ địa chỉ này và gửi tin tới đó, đến khi tôi thôi nhận"),
        error_messages={"required": gettext_lazy("Cần bạn đồng ý thì chúng tôi mới được giữ địa chỉ để gửi tin.")},
    )

    def clean_email(self) -> str:
        return normalise(self.cleaned_data["email"])


def field_name(source: AlertSource, group: AlertGroup) -> str:
    return f"{source.name}-{group.name}"


def initial_of(subscription: Subscription) -> dict[str, object]:
    """A subscription as the form shows it."""
    ticked = {
        f"{source}-{group}": values
        for source, groups in subscription.choices.items()
        for group, values in groups.items()
    }
    return {"frequency": subscription.frequency, "language": subscription.language, **ticked}


def _chosen(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(entry) for entry in value]
    return [str(value)] if value else []
