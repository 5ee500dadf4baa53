"""Giving a link, recognising it, taking it back."""

import secrets
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.delivery.masking import MASK, masked_path
from home.models import PrivateLink

TOKEN_BYTES = 32


def issue(purpose: str, target: models.Model, *, until: datetime) -> str:
    """A new token for `purpose` on `target`, valid `until` then. This is the only time that anybody sees it."""
    token = _new_token()
    PrivateLink.objects.create(purpose=purpose, token_hash=_hashed(token), expires_at=until, **_key(target))
    return token


def target_of(token: str, purpose: str) -> models.Model | None:
    """What the token is for; None for a wrong, expired or revoked one, and for one of another purpose."""
    link = PrivateLink.objects.usable().filter(token_hash=_hashed(token), purpose=purpose).first()
    return link.target if link else None


def revoke(purpose: str, target: models.Model) -> int:
    """No link for `purpose` on `target` works any more."""
    links = PrivateLink.objects.filter(purpose=purpose, revoked_at=None, **_key(target))
    return links.update(revoked_at=timezone.now())


def targets(rows: models.QuerySet) -> models.QuerySet[PrivateLink]:
    """All links on these rows, whatever they are for."""
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    return PrivateLink.objects.filter(content_type=ContentType.objects.get_for_model(rows.model), object_id__in=keys)


def _key(target: models.Model) -> dict[str, object]:
    return {"content_type": ContentType.objects.get_for_model(target), "object_id": str(target.pk)}


def _new_token() -> str:
    """Random, and of a shape that our logs recognise and mask."""
    while True:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        if masked_path(token) == MASK:
            return token


def _hashed(token: str) -> str:
    """Bound to this installation's key, so a stolen table alone does not even allow guesses to be checked."""
    return salted_hmac("home.links", token[:200], algorithm="sha256").hexdigest()
