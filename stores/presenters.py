"""What rows and pages show of stores, gathered in a fixed number of queries."""

import phonenumbers
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from home.delivery.remembered import remembered
from home.models import Holiday
from stores.geo import directions_url, nearest
from stores.hours import week_rows
from stores.models import Recognition, Store, VerifiedCriterion

NEARBY = 3


def store_cards(ids: list[int]) -> list[Store]:
    """The stores of these keys, in this order, with all that a result row shows."""
    if not ids:
        return []
    found = {store.pk: store for store in Store.objects.for_cards().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def store_page_context(store: Store) -> dict:
    """Context of stores/store.html, also for the admin's preview of a draft (which may have no primary key yet)."""
    saved = store.pk is not None
    recognitions = latest_recognitions(store) if saved else []
    store.current_recognitions = [r for r in recognitions if r.is_current]
    position = store.position if saved and store.has_position else None
    hours = store.hours if saved and hasattr(store, "hours") else None
    return {
        "store": store,
        "unit": store.unit,
        "recognitions": sorted(recognitions, key=lambda r: not r.is_current),
        "current": store.current_recognitions,
        "hours_rows": week_rows(hours.rule) if hours else [],
        "hours_note": hours.note if hours else "",
        "hours_week": store.hours_week if saved else "",
        "holidays": holiday_dates(),
        "nearby": nearest(store, NEARBY) if position else [],
        "directions_url": directions_url(position.lat, position.lng) if position else "",
        "directory_url": reverse("stores:directory"),
        **(sample_phone(store.phone) if store.is_sample else phone(store.phone)),
    }


@remembered
def holiday_dates() -> list[str]:
    """Days on which the ordinary week does not count, for the script that writes "đang mở"."""
    return [f"{day:%Y-%m-%d}" for day in Holiday.objects.values_list("date", flat=True)]


def phone(number: str) -> dict[str, str]:
    """A number as people write it, and as a phone dials it; a number nobody can dial gets no button."""
    try:
        parsed = phonenumbers.parse(number, "VN")
    except phonenumbers.NumberParseException:
        return {"phone_label": number, "phone_href": ""}
    if not phonenumbers.is_valid_number(parsed):
        return {"phone_label": number, "phone_href": ""}
    return {
        "phone_label": phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL),
        "phone_href": "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
    }


def sample_phone(number: str) -> dict[str, str]:
    """A sample number is shown as such and cannot be dialled."""
    note = _("số mẫu")
    return {"phone_label": f"{number} ({note})" if number else "", "phone_href": ""}


def latest_recognitions(store: Store) -> list[Recognition]:
    """The latest recognition of each scheme, whatever became of it, each with `.checks` and `.last_checked`."""
    checks = Prefetch("verified", queryset=VerifiedCriterion.objects.select_related("criterion"), to_attr="checks")
    ordered = store.recognitions.select_related("scheme").prefetch_related(checks)
    latest: dict[int, Recognition] = {}
    for recognition in ordered.order_by("scheme__order", "-decided_on", "-pk"):
        latest.setdefault(recognition.scheme_id, recognition)
    for recognition in latest.values():
        recognition.last_checked = max((check.checked_on for check in recognition.checks), default=None)
    return list(latest.values())
