"""The verbs by which a recognition begins, pauses and ends, and by which somebody vouches for what is said of a place.
No other code writes a recognition's state or the day of the last check.

Each verb is atomic, checks who may do it, locks the row, refuses what the present state does not allow, and writes
one line of the append-only log. `actor` is the signed-in person; `None` stands for the daily job and the demo loader,
which act for the system.
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import User
from stores.enums import RecognitionState, ReviewVerb, VerifiedHow
from stores.models import CriteriaSet, Recognition, ReviewEvent, Scheme, Store, StoreVerification

State = RecognitionState

# Which states a verb may start from, and the permission it asks for.
ALLOWED_FROM = {
    ReviewVerb.SUSPEND: {State.ACTIVE, State.RENEWAL_OPEN, State.GRACE},
    ReviewVerb.REINSTATE: {State.SUSPENDED},
    ReviewVerb.WITHDRAW: {State.ACTIVE, State.RENEWAL_OPEN, State.GRACE, State.SUSPENDED},
    ReviewVerb.EXPIRE: {State.ACTIVE, State.RENEWAL_OPEN, State.GRACE, State.SUSPENDED},
}
DECIDE = "stores.decide_recognition"
VERIFY = "stores.verify_store"


class ReviewError(Exception):
    """The verb does not fit the present state; the message is for the person who tried."""


@transaction.atomic
def recognise(
    store: Store,
    scheme: Scheme,
    *,
    actor: User | None,
    number: str,
    decided_on: date,
    decision: str = "",
    valid_from: date | None = None,
    is_sample: bool = False,
) -> Recognition:
    """Grant `scheme` to `store` from the decision's day for the scheme's validity, under the criteria in force."""
    _check(actor)
    criteria_set = CriteriaSet.objects.filter(scheme=scheme, state=CriteriaSet.State.IN_FORCE).first()
    if criteria_set is None:
        raise ReviewError(_("Danh hiệu này chưa có bộ tiêu chí đang áp dụng."))
    Store.objects.select_for_update().get(pk=store.pk)
    open_states = set(State.values) - {State.EXPIRED, State.WITHDRAWN}
    if store.recognitions.filter(scheme=scheme, state__in=open_states).exists():
        raise ReviewError(_("Điểm bán đã có công nhận này và chưa kết thúc."))
    begins = valid_from or decided_on
    recognition = Recognition.objects.create(
        store=store,
        scheme=scheme,
        criteria_set=criteria_set,
        number=number,
        decision=decision,
        decided_on=decided_on,
        valid_from=begins,
        valid_until=begins + relativedelta(months=scheme.validity_months, days=-1),
        state=State.ACTIVE,
        state_changed_on=decided_on,
        is_sample=is_sample,
    )
    _log(recognition, ReviewVerb.RECOGNISE, "", actor, "")
    return recognition


def suspend(recognition: Recognition, *, actor: User | None, reason: str) -> Recognition:
    """Pause: the place keeps its number but may not carry the mark until reinstated."""
    return _change(recognition, ReviewVerb.SUSPEND, State.SUSPENDED, actor, reason)


def reinstate(recognition: Recognition, *, actor: User | None, reason: str) -> Recognition:
    """End a suspension; the recognition runs on to its old last day."""
    return _change(recognition, ReviewVerb.REINSTATE, State.ACTIVE, actor, reason)


def withdraw(recognition: Recognition, *, actor: User | None, reason: str) -> Recognition:
    """Take the recognition back for good."""
    return _change(recognition, ReviewVerb.WITHDRAW, State.WITHDRAWN, actor, reason)


def expire(recognition: Recognition, *, actor: User | None = None) -> Recognition:
    """Close a recognition whose last day has passed."""
    if recognition.valid_until >= timezone.localdate():
        raise ReviewError(_("Công nhận này chưa đến ngày hết hạn."))
    return _change(recognition, ReviewVerb.EXPIRE, State.EXPIRED, actor, "", reason_needed=False)


def expire_due() -> int:
    """The daily job: expire everything whose last day has passed. Returns how many."""
    due = Recognition.objects.filter(valid_until__lt=timezone.localdate(), state__in=ALLOWED_FROM[ReviewVerb.EXPIRE])
    return sum(1 for recognition in due if expire(recognition))


@transaction.atomic
def verify(
    store: Store, *, actor: User | None, how: str, on: date | None = None, source: str = ""
) -> StoreVerification:
    """Somebody made sure that what is said of the place is true. What was asked for is answered by it."""
    _check_verifier(actor)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ReviewError(_("Ngày kiểm tra chưa tới."))
    if how not in VerifiedHow.values:
        raise ReviewError(_("Hãy chọn cách kiểm tra."))
    facts = {"how": how, "asked_on": None, "asked_reason": "", "set_by": actor, "source": source}
    found = _verification(store)
    if found and found.verified_on and found.verified_on > day:
        raise ReviewError(_("Điểm bán đã được kiểm tra sau ngày này."))
    checked, _new = StoreVerification.objects.update_or_create(store=store, defaults=facts | {"verified_on": day})
    log_fact(store, ReviewVerb.VERIFY, actor, f"{day:%d/%m/%Y}, {VerifiedHow(how).label}")
    return checked


@transaction.atomic
def ask_verification(store: Store, *, actor: User | None, reason: str) -> StoreVerification:
    """The place has to be looked at again. The day of the last check stands until that is done."""
    _check_verifier(actor)
    if not reason.strip():
        raise ReviewError(_("Hãy ghi lý do."))
    _verification(store)
    asked = {"asked_on": timezone.localdate(), "asked_reason": reason.strip(), "set_by": actor}
    wanted, _new = StoreVerification.objects.update_or_create(store=store, defaults=asked)
    log_fact(store, ReviewVerb.ASK_VERIFY, actor, reason)
    return wanted


def log_fact(store: Store, verb: ReviewVerb, actor: User | None, reason: str) -> None:
    """A line of the log that is about the place itself, not about one of its recognitions."""
    ReviewEvent.objects.create(store=store, verb=verb, actor=actor, reason=reason.strip())


def _verification(store: Store) -> StoreVerification | None:
    """What is known so far, while the place is locked against a second writer."""
    Store.objects.select_for_update().get(pk=store.pk)
    return StoreVerification.objects.filter(store=store).first()


def _check_verifier(actor: User | None) -> None:
    if actor is not None and not (actor.is_active and actor.has_perm(VERIFY)):
        raise PermissionDenied(_("Bạn không có quyền xác nhận thông tin điểm bán."))


@transaction.atomic
def _change(
    recognition: Recognition,
    verb: ReviewVerb,
    to_state: State,
    actor: User | None,
    reason: str,
    *,
    reason_needed: bool = True,
) -> Recognition:
    _check(actor)
    if reason_needed and not reason.strip():
        raise ReviewError(_("Hãy ghi lý do."))
    locked = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if locked.state not in ALLOWED_FROM[verb]:
        raise ReviewError(
            _("Không thể “%(verb)s” khi công nhận đang ở trạng thái “%(state)s”.")
            % {"verb": verb.label, "state": locked.get_state_display()}
        )
    before = locked.state
    locked.state = to_state
    locked.state_reason = reason.strip()
    locked.state_changed_on = timezone.localdate()
    locked.save(update_fields=["state", "state_reason", "state_changed_on"])
    _log(locked, verb, before, actor, reason)
    recognition.refresh_from_db()
    return recognition


def _check(actor: User | None) -> None:
    if actor is not None and not (actor.is_active and actor.has_perm(DECIDE)):
        raise PermissionDenied(_("Bạn không có quyền quyết định công nhận."))


def _log(recognition: Recognition, verb: ReviewVerb, before: str, actor: User | None, reason: str) -> None:
    ReviewEvent.objects.create(
        recognition=recognition,
        store=recognition.store,
        verb=verb,
        from_state=before,
        to_state=recognition.state,
        actor=actor,
        reason=reason.strip(),
        criteria_set=recognition.criteria_set,
    )
