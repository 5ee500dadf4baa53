"""The editors' form of a store."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.models import Unit
from home.slugs import slug_input
from home.text import normalise, slugify
from stores.enums import PaymentWay
from stores.models import Store

SLUG_LENGTH = 170


class StoreForm(WagtailAdminModelForm):
    """Today's units only, and the slug as the server makes it; left empty, it is made from the name."""

    payment_ways = forms.MultipleChoiceField(
        label=_("Cách thanh toán"), choices=PaymentWay.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kept = Unit.objects.filter(pk=self.instance.unit_id)
        self.fields["unit"].queryset = (Unit.objects.current() | kept).order_by("sort_key")
        self.fields["slug"] = forms.CharField(
            label=self.fields["slug"].label,
            help_text=gettext("Để trống thì lấy theo tên."),
            max_length=SLUG_LENGTH,
            required=False,
            widget=slug_input(),
        )

    def clean_name(self) -> str:
        return normalise(self.cleaned_data["name"])

    def clean_slug(self) -> str:
        slug = slugify(self.cleaned_data["slug"], max_length=SLUG_LENGTH)
        other = Store.objects.filter(slug=slug).exclude(pk=self.instance.pk).first() if slug else None
        if other is not None:
            message = gettext("Điểm bán “%(name)s” đã dùng đường dẫn “%(slug)s”. Hãy chọn đường dẫn khác.")
            raise ValidationError(message % {"name": other.name, "slug": slug})
        return slug
