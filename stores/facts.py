"""The verbs that write where a place stands and when it is open. No other code of the site writes these tables.

Like the verbs of stores/review.py: atomic, permission checked, one line of the log each. `actor` None is the system.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from home.models import User
from stores.enums import PositionPrecision, ReviewVerb
from stores.models import Store, StoreHours, StorePosition
from stores.review import log_fact

SET_FACTS = "stores.set_store_facts"


@transaction.atomic
def place(
    store: Store, *, actor: User | None, lat: float, lng: float, precision: str, source: str = ""
) -> StorePosition:
    """The place stands here, as exactly as `precision` says."""
    _check(actor)
    Store.objects.select_for_update().get(pk=store.pk)
    position = StorePosition.objects.filter(store=store).first() or StorePosition(store=store)
    before = str(position) if position.pk else "–"
    position.lat, position.lng = round(lat, 6), round(lng, 6)
    position.precision, position.source, position.set_by = precision, source, actor
    position.full_clean(exclude=["set_by"])
    position.save()
    level = PositionPrecision(precision).label
    log_fact(store, ReviewVerb.PLACE, actor, f"{before} → {position} ({level}). {source}")
    return position


@transaction.atomic
def forget_place(store: Store, *, actor: User | None, source: str = "") -> None:
    """Nobody knows where the place stands: better no point than a wrong one."""
    _check(actor)
    position = StorePosition.objects.select_for_update().filter(store=store).first()
    if position:
        before = str(position)
        position.delete()
        log_fact(store, ReviewVerb.PLACE, actor, f"{before} → –. {source}")


@transaction.atomic
def set_hours(store: Store, *, actor: User | None, rule: str, note: str = "", source: str = "") -> StoreHours:
    """The place is open by this OSM rule; an empty one says that nobody knows."""
    _check(actor)
    Store.objects.select_for_update().get(pk=store.pk)
    hours = StoreHours.objects.filter(store=store).first() or StoreHours(store=store)
    before = hours.rule or "–"
    hours.rule, hours.note, hours.source, hours.set_by = rule.strip(), note.strip(), source, actor
    hours.full_clean(exclude=["set_by"])
    hours.save()
    log_fact(store, ReviewVerb.HOURS, actor, f"{before} → {hours.rule or '–'} {hours.note}")
    return hours


def _check(actor: User | None) -> None:
    if actor is not None and not (actor.is_active and actor.has_perm(SET_FACTS)):
        raise PermissionDenied(_("Bạn không có quyền ghi vị trí và giờ mở cửa."))
