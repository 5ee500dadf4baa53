"""The way into the admin: Wagtail's own views, with a limit on guessing and on mails."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.admin.views import account

from home.limits import Limit, client_address

QUARTER = timedelta(minutes=15)
# The name's limit stops guessing one password; the address's stops trying one password on many names.
GUESSES = Limit("login", times=10, within=QUARTER)
GUESSES_OF_ADDRESS = Limit("login-address", times=50, within=QUARTER)
RESETS = Limit("password-reset", times=5, within=timedelta(hours=1))
TOO_MANY = "too_many"


class LimitedLoginForm(LoginForm):
    def clean(self) -> dict:
        """Asks the limits before the password is looked at; only failures stay counted."""
        address, name = client_address(self.request), self.cleaned_data.get("username", "")
        of_name, of_address = GUESSES.take(address, name), GUESSES_OF_ADDRESS.take(address)
        if of_name is None or of_address is None:
            for hit in filter(None, (of_name, of_address)):
                hit.delete()
            message = _("Đã thử sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại, hoặc đặt lại mật khẩu.")
            raise ValidationError(message, code=TOO_MANY)
        cleaned = super().clean()
        GUESSES.forget(address, name)
        of_address.delete()
        return cleaned


class LimitedPasswordResetForm(PasswordResetForm):
    address = ""

    def clean(self) -> dict:
        if RESETS.take(self.address) is None:
            raise ValidationError(_("Đã gửi quá nhiều yêu cầu. Hãy đợi một giờ rồi thử lại."), code=TOO_MANY)
        return super().clean()


class LimitedMixin:
    """Says 429 when a limit was the reason."""

    def form_invalid(self, form) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", TOO_MANY):
            response.status_code = 429
        return response


class LoginView(LimitedMixin, account.LoginView):
    def get_form_class(self) -> type:
        return LimitedLoginForm


class PasswordResetView(LimitedMixin, account.PasswordResetView):
    def get_form_class(self) -> type:
        return LimitedPasswordResetForm

    def get_form(self, form_class: type | None = None) -> LimitedPasswordResetForm:
        form = super().get_form(form_class)
        form.address = client_address(self.request)
        return form
