"""The words of a mail: `templates/emails/<kind>.{subject,txt,html}` in the receiver's language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from home.text import normalise

SUBJECT_LENGTH = 255


@dataclass(frozen=True)
class Words:
    subject: str
    body: str
    html: str


def render(kind: str, context: dict[str, Any], language: str) -> Words:
    """Subject on one line, text without HTML escapes, HTML escaped. The site's name and address are always there."""
    with translation.override(language):
        values = {"site_name": str(settings.SITE_NAME), "base_url": _base_url(), "language": language, **context}
        subject = normalise(_plain(f"emails/{kind}.subject", values))[:SUBJECT_LENGTH]
        body = _plain(f"emails/{kind}.txt", values).strip() + "\n"
        html = get_template(f"emails/{kind}.html").render({**values, "subject": subject})
    return Words(subject, body, html)


def _plain(name: str, values: dict[str, Any]) -> str:
    return get_template(name).template.render(Context(values, autoescape=False))


def _base_url() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
