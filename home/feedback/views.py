"""Where the two buttons at a page's end lead: an answer without JavaScript, cookie or session; the page stays cached."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.anonymous_forms import anonymous_form, read_signed, signed
from home.feedback import service
from home.languages import page_url
from home.limits import Limit, client_address
from home.models.feedback import LONGEST_TEXT
from home.visibility import public_pages

ANSWER = "feedback"
NOBODY = 0  # the answer of a robot, which is not stored
ANSWERS = Limit("feedback-answers", times=120, within=timedelta(hours=1))  # a school reads from one address
TEXTS = Limit("feedback-texts", times=30, within=timedelta(hours=1))


class TextForm(forms.Form):
    """One optional word."""

    text = forms.CharField(
        label=gettext_lazy("Điều gì còn thiếu hoặc chưa đúng?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Đừng ghi tên, số điện thoại hay địa chỉ của ai. Chúng tôi không trả lời được."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
        error_messages={"max_length": gettext_lazy("Lời góp ý dài quá %(limit_value)d ký tự, hãy viết gọn lại.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="gop-y-%s", label_suffix="", **kwargs)


def public_page(pk: int) -> Page:
    """The specific page, if everybody may read it."""
    page = public_pages(Page.objects.filter(pk=pk, depth__gt=1)).specific().first()
    if page is None:
        raise Http404
    return page


@require_safe
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody reloaded or typed the form's address."""
    return redirect(page_url(public_page(pk)))


def pretend(request: HttpRequest, pk: int) -> HttpResponse:
    return _thank(public_page(pk), NOBODY, useful=True)


@anonymous_form(limit=ANSWERS, pretend=pretend)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no. What is refused is told, with the way back."""
    page = public_page(pk)
    word = request.POST.get("co_ich")
    if request.refusal is not None:
        context = {"page": page, "refusal": request.refusal.message, "noindex": True}
        return render(request, "home/feedback/refused.html", context, status=request.refusal.status)
    if word not in ("co", "khong"):
        return redirect(page_url(page))
    stored = service.answer(page, word == "co", get_language(), client_address(request))
    return _thank(page, stored.pk, stored.useful)


def _thank(page: Page, answer: int, useful: bool) -> HttpResponse:
    return redirect("page_feedback_thanks", page.pk, signed(ANSWER, page=page.pk, answer=answer, useful=int(useful)))


@require_safe
def thanks(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """Thanks, and room for a word."""
    return _text_page(request, public_page(pk), _read(pk, answer), answer, TextForm())


def _text_page(
    request: HttpRequest, page: Page, values: dict, answer: str, form: TextForm, refusal=None
) -> HttpResponse:
    context = {
        "page": page,
        "answer": answer,
        "useful": bool(values["useful"]),
        "form": form,
        "refusal": refusal.message if refusal else "",
        "noindex": True,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    response = render(request, "home/feedback/thanks.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def pretend_text(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    return redirect("page_feedback_done", pk)


@anonymous_form(limit=TEXTS, pretend=pretend_text)
def send_text(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """The word for an answer given today."""
    page, values = public_page(pk), _read(pk, answer)
    form = TextForm(request.POST)
    if request.refusal is not None or not form.is_valid():
        return _text_page(request, page, values, answer, form, request.refusal)
    if form.cleaned_data["text"] and values["answer"] != NOBODY:
        service.add_text(values["answer"], form.cleaned_data["text"])
    return pretend_text(request, pk, answer)


@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "home/feedback/done.html", {"page": public_page(pk), "noindex": True})


def _read(pk: int, answer: str) -> dict:
    values = read_signed(ANSWER, answer)
    if values["page"] != pk:
        raise Http404
    return values
