"""What is not ready for the public is refused with its reasons, whoever sends it: a person, the workflow or the clock."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Revision

REFUSE = "home.publication.refuse"
BY_THE_CLOCK = "wagtail.publish.scheduled"


class PublicationRefused(ValidationError):
    """A page or snippet that may not be published yet; the messages say why. Middleware tells who asked for it."""

    def __init__(self, instance: Model, reasons: list[str] | dict[str, str]) -> None:
        super().__init__(reasons)
        self.instance = instance


def refuses(
    revision: Revision, instance: Model, reasons: list[str] | dict[str, str], log_action: bool | str = True
) -> bool:
    """Whether `publish()` has to leave it; raises for a person, who is told. The draft stays as it is either way.

    The clock asks nobody: what may not be published is taken off the timetable and logged, and the others go on.
    """
    if not reasons:
        return False
    refusal = PublicationRefused(instance, reasons)
    if log_action != BY_THE_CLOCK:
        raise refusal
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=instance, action=REFUSE, data={"reasons": refusal.messages}, revision=revision)
    return True
