"""Taking the answers to a survey, and saying thank you."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.models import SurveyPage
from campaigns.surveys.forms import SurveyForm
from home.anonymous_forms import anonymous_form
from home.limits import Limit
from home.visibility import public_pages

# A school or an office answers from one address; nobody's own hundredth answer is meant.
ANSWERS = Limit("survey-answers", times=60, within=timedelta(hours=1))


def public_survey(slug: str) -> SurveyPage:
    return get_object_or_404(public_pages(SurveyPage.objects.filter(locale__language_code="vi")), slug=slug)


def pretend(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("survey_thanks", args=[slug]))


@anonymous_form(limit=ANSWERS, pretend=pretend)
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Stored and thanked for, or shown again with everything that was filled in."""
    survey = public_survey(slug)
    form = SurveyForm(survey, request.POST)
    refusal = request.refusal
    if refusal is not None:
        form.add_error(None, refusal.message)
    if form.is_valid():
        form.save()
        return pretend(request, slug)
    context = survey.get_context(request, form=form)
    return render(request, survey.template, context, status=refusal.status if refusal else 422)


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "campaigns/survey_thanks.html", {"survey": public_survey(slug), "noindex": True})
