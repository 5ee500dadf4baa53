"""Registering for an event, the page behind the mailed link, and calendars."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import registrations
from campaigns.events.calendars import calendar_of
from campaigns.events.forms import RegistrationForm
from campaigns.models import EventPage, Registration
from campaigns.models.event_index import public_events
from campaigns.registration_mail import PURPOSE
from campaigns.registrations import RegistrationError
from home.anonymous_forms import Refusal, anonymous_form, read_signed, signed
from home.delivery.decorators import cached_page
from home.limits import Limit
from home.links import private_link
from home.models import Agency, Topic
from home.visibility import public_pages

ANSWER = "event"
POSTS = Limit("event-registration", times=40, within=timedelta(hours=1))  # a school's network has one address


def find_event(slug: str) -> EventPage:
    """The public event of this address, in the language that is read or else in Vietnamese."""
    found = {event.locale.language_code: event for event in public_pages(EventPage.objects.filter(slug=slug))}
    event = found.get(get_language()) or found.get(settings.LANGUAGE_CODE)
    if event is None:
        raise Http404
    return event


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody: only the mail says who has a seat, so nobody learns who is registered."""
    return redirect("event_registered", slug, signed(ANSWER, event=find_event(slug).pk))


@anonymous_form(limit=POSTS, pretend=answer)
def register(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_event(slug)
    form = RegistrationForm(request.POST)
    refusal = request.refusal
    if refusal is None and form.is_valid():
        try:
            registrations.register(event, form.person(get_language()))
        except RegistrationError as error:
            refusal = Refusal(409, str(error))
        else:
            return answer(request, slug)
    return form_again(request, event, form, refusal)


def form_again(request: HttpRequest, event: EventPage, form: RegistrationForm, refusal: Refusal | None) -> HttpResponse:
    """The event's page with all that was typed."""
    mistakes = {
        "form": form,
        "refusal": refusal.message if refusal else "",
        "typed": True,
        "noindex": True,
    }
    request.untranslated = event.locale.language_code != get_language()
    context = event.get_context(request) | mistakes
    return render(request, event.template, context, status=refusal.status if refusal else 422)


@require_safe
def registered(request: HttpRequest, slug: str, answer: str) -> HttpResponse:
    event = find_event(slug)
    if read_signed(ANSWER, answer)["event"] != event.pk:
        raise Http404
    hours = settings.EVENT_CONFIRM_HOURS
    return render(request, "campaigns/event_registered.html", {"event": event, "hours": hours, "noindex": True})


@private_link(PURPOSE)
def registration(request: HttpRequest, found: Registration) -> HttpResponse:
    """What became of somebody's registration, with what can be done about it. Only a POST does it."""
    verbs = {"xac-nhan": registrations.confirm, "huy": registrations.cancel}
    problem = ""
    if request.method == "POST":
        verb = verbs.get(request.POST.get("viec", ""))
        try:
            if verb is not None:
                verb(found)
                return redirect(request.path)
        except RegistrationError as error:
            problem = str(error)
        found.refresh_from_db()
    context = {"registration": found, "event": found.event, "problem": problem, "noindex": True}
    return render(request, "campaigns/event_registration.html", context, status=409 if problem else 200)


# --- Calendars -----------------------------------------------------------------------------------------------------------


@require_safe
@cached_page()
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_event(slug)
    response = calendar_response(event.title, [event])
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@require_safe
@cached_page()
def all_calendar(request: HttpRequest) -> HttpResponse:
    return calendar_response(_("Sự kiện"), public_events())


@require_safe
@cached_page()
def topic_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    name = f"{_('Sự kiện')}: {topic.label}"
    return calendar_response(name, public_events().filter(topic_links__topic=topic))


@require_safe
@cached_page()
def agency_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    agency = get_object_or_404(Agency, slug=slug)
    name = f"{_('Sự kiện')}: {agency.name}"
    return calendar_response(name, public_events().filter(agency=agency))


def calendar_response(name: str, events: QuerySet[EventPage] | list[EventPage]) -> HttpResponse:
    return HttpResponse(calendar_of(name, events), content_type="text/calendar; charset=utf-8")
