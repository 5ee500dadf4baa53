"""What others may want to know of a mail's fate."""

from django.dispatch import Signal

# `notification` left (`refusal` is None), or the server refused it for good (`refusal` is a delivery.Refused).
settled = Signal()
