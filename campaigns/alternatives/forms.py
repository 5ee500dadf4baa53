"""The editors' form of an alternative."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks.stream_block import StreamBlockValidationError


class AlternativeForm(WagtailAdminModelForm):
    """A draft may lack what publication needs; sending it to the approver, approving and publishing may not."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.data.get("workflow-action-name") == "reject":
            return
        for field, message in self.instance.publication_problems().items():
            self.add_error(field if field in self.fields else None, _error(field, message))


def _error(field: str, message: str) -> ValidationError:
    """A stream of blocks shows errors of its own kind alone."""
    return StreamBlockValidationError(non_block_errors=[message]) if field == "sources" else ValidationError(message)
