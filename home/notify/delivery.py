"""One mail to the mail server, and what its answers mean."""

import smtplib
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from home.models import Notification

TIMEOUT_SECONDS = 60  # for servers that accept a connection and then say nothing


class Refused(Exception):
    """The mail server will never take this mail; the message is its reason."""

    def __init__(self, reason: str, *, receiver: bool = False) -> None:
        super().__init__(reason)
        self.receiver = receiver  # it is the receiver's address that is not taken, whatever the mail


def deliver(notification: Notification) -> None:
    """Hand the mail to the server. Raises Refused for good, anything else for now."""
    mail = compose(notification)
    try:
        if not mail.send():
            raise ConnectionError("The mail backend took nothing.")
    except smtplib.SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()))
        _judge(error, code, reason, receiver=True)
    except smtplib.SMTPDataError as error:
        _judge(error, error.smtp_code, error.smtp_error)
    except OSError:  # all of smtplib and, though a ValueError too, a certificate that does not fit
        raise
    except ValueError as error:  # an address or header that no server will ever get from us
        raise Refused(f"{type(error).__name__}: {error}") from error


def compose(notification: Notification) -> EmailMultiAlternatives:
    """Text and HTML. Message-ID and date belong to the notification, so every attempt is the same mail."""
    timeout = getattr(settings, "EMAIL_TIMEOUT", None) or TIMEOUT_SECONDS
    mail = EmailMultiAlternatives(
        subject=notification.subject,
        body=notification.body,
        to=[notification.recipient],
        connection=get_connection(timeout=timeout),
        headers={
            **notification.headers,
            "Message-ID": notification.message_id,
            "Date": format_datetime(timezone.localtime(notification.created_at)),
            "Auto-Submitted": "auto-generated",
            "Content-Language": notification.language,
        },
    )
    mail.attach_alternative(notification.html, "text/html")
    return mail


def _judge(error: smtplib.SMTPException, code: int, reason: bytes | str, receiver: bool = False) -> None:
    """5xx about this receiver or this mail is final; 4xx means later. A refused sender or login is ours to repair."""
    if code < 500:
        raise error
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    raise Refused(f"{code} {text}".strip(), receiver=receiver) from error
