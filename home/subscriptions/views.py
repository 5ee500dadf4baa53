"""The pages of mail alerts: asking, and what stands behind the mailed links."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from home.anonymous_forms import anonymous_form
from home.delivery.decorators import cached_page
from home.limits import Limit
from home.links import private_link
from home.models import Subscription, Topic
from home.subscriptions import pages, service
from home.subscriptions.forms import AskForm, WishForm, initial_of

POSTS = Limit("alerts-ask", times=40, within=timedelta(hours=1))  # a school's network has one address


@require_safe
@cached_page(params=("chu-de",))
def form_page(request: HttpRequest) -> HttpResponse:
    """The form; `?chu-de=` ticks a topic."""
    topic = Topic.objects.filter(slug=request.GET.get("chu-de", "")).first()
    initial = {f"{pages.NAME}-{pages.TOPIC}": [str(topic.pk)]} if topic else {}
    response = render(request, "home/subscriptions/ask.html", {"form": AskForm(initial=initial)})
    response.canonical_query = f"chu-de={topic.slug}" if topic else ""
    return response


def answer(request: HttpRequest) -> HttpResponse:
    """The same for everybody, subscribed or not."""
    return redirect("alerts_asked")


@anonymous_form(limit=POSTS, pretend=answer)
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST)
    refusal = request.refusal
    if refusal is None and form.is_valid():
        service.ask(form.cleaned_data["email"], form.wish())
        return answer(request)
    context = {"form": form, "refusal": refusal.message if refusal else "", "noindex": True}
    return render(request, "home/subscriptions/ask.html", context, status=refusal.status if refusal else 422)


@require_safe
@cached_page()
def asked(request: HttpRequest) -> HttpResponse:
    context = {"days": service.CONFIRM_WITHIN.days, "noindex": True}
    return render(request, "home/subscriptions/asked.html", context)


@private_link(service.CONFIRM)
def confirm(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """A button on GET, since mail scanners open links; the POST begins it."""
    if request.method == "POST":
        return redirect(service.confirm(subscription))
    return render(request, "home/subscriptions/confirm.html", {"subscription": subscription, "noindex": True})


@private_link(service.MANAGE)
def manage(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """What somebody is told of, to be changed, and the way out."""
    form = WishForm(request.POST or None, initial=initial_of(subscription))
    is_saved = request.method == "POST" and form.is_valid()
    if is_saved:
        service.change(subscription, form.wish())
    context = {
        "subscription": subscription,
        "form": form,
        "is_saved": is_saved,
        "leave_url": f"{request.path}roi/",
        "noindex": True,
    }
    return render(request, "home/subscriptions/manage.html", context, status=422 if form.errors else 200)


def left(request: HttpRequest) -> HttpResponse:
    return render(request, "home/subscriptions/left.html", {"noindex": True})


@private_link(service.MANAGE, gone_after_post=left)
def leave(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """RFC 8058: the POST, a mail program's or the button's, is all it takes. A second one hears the same."""
    if request.method == "POST":
        service.leave(Subscription.objects.filter(pk=subscription.pk))
        return left(request)
    return render(request, "home/subscriptions/leave.html", {"subscription": subscription, "noindex": True})
