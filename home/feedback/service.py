"""Taking an answer, taking a word with it, forgetting the words."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from home.feedback.masking import without_contacts
from home.limits import Limit
from home.models import Agency, PageFeedback, User
from home.models.feedback import LONGEST_TEXT
from home.text import normalise

# The salt of limits changes at midnight, so this is one a day; a second answer is thanked for and not counted.
COUNTED = Limit("feedback-counted", times=1, within=timedelta(days=1))


def answer(page: Page, useful: bool, language: str, address: str) -> PageFeedback:
    """`page` is the specific page, which knows its agency."""
    counted = COUNTED.take(address, str(page.pk)) is not None
    return PageFeedback.objects.create(
        page_id=page.pk,
        agency=getattr(page, "agency", None),
        language=language,
        useful=useful,
        counted=counted,
    )


def add_text(feedback_id: int, text: str) -> None:
    """A second post of the same form replaces the words, until staff have read them. After the day it is too late."""
    rows = PageFeedback.objects.filter(pk=feedback_id, state="new", day=timezone.localdate())
    rows.update(text=without_contacts(normalise(text).strip())[:LONGEST_TEXT])


def forget_texts(rows: models.QuerySet[PageFeedback]) -> int:
    """The counts stay."""
    return rows.update(text="", note="")


def of_people(user: User) -> models.QuerySet[PageFeedback]:
    """What somebody may read: of the own agency, all of it for administrators and for who belongs to no agency."""
    rows = PageFeedback.objects.all()
    if user.is_superuser or user.agency is None:
        return rows
    return rows.filter(agency__in=agencies_of(user.agency))


def agencies_of(agency: Agency) -> list[int]:
    """An office and those whose work it has taken over."""
    return [row.pk for row in Agency.objects.all() if row.today == agency.today]
