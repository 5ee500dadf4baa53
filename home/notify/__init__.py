"""Mail that is owed: recorded with its cause, sent by a job, tried again, never lost and never sent on a rollback."""

from .service import forget, notify, send_again

__all__ = ["forget", "notify", "send_again"]
