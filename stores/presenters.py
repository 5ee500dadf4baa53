"""What rows and pages show of stores, gathered in a fixed number of queries."""

from dataclasses import dataclass

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
    phones = phones_of(store)
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
        "phones": phones,
        "call_href": next((phone.href for phone in phones if phone.href), ""),
        "zalo_url": next((phone.zalo_url for phone in phones if phone.zalo_url), ""),
        "links": list(store.links.all()),
        "photos": [photo for photo in store.photos.all() if photo.image_id],
        "products": list(store.products.all()),
        "practices": list(store.practices.all()),
        "conveniences": conveniences(store),
        "verified_on": store.verified_on if saved else None,
    }


@remembered
def holiday_dates() -> list[str]:
    """Days on which the ordinary week does not count, for the script that writes "đang mở"."""
    return [f"{day:%Y-%m-%d}" for day in Holiday.objects.values_list("date", flat=True)]


@dataclass(frozen=True)
class Phone:
    """A number as people write it, and as a phone dials it; a sample number cannot be dialled."""

    text: str
    label: str
    href: str
    zalo_url: str


def phones_of(store: Store) -> list[Phone]:
    note = _("số mẫu")
    found = []
    for each in store.phones.all():
        if store.is_sample:
            found.append(Phone(f"{each.grouped} ({note})", each.label, "", ""))
        else:
            zalo = f"https://zalo.me/{each.grouped.replace(' ', '')}" if each.has_zalo else ""
            found.append(Phone(each.grouped, each.label, f"tel:{each.number}", zalo))
    return found


@dataclass(frozen=True)
class Convenience:
    """One line of "good to know before you go": a name, what is known, and a remark."""

    name: str
    value: str
    note: str = ""


def conveniences(store: Store) -> list[Convenience]:
    """Only what is known: nothing is said where nobody has looked."""
    rows = [
        Convenience(_("Thanh toán"), ", ".join(store.payment_labels)),
        Convenience(_("Chỗ để xe"), store.get_parking_display() if store.parking else ""),
        Convenience(_("Xe lăn"), store.get_wheelchair_display() if store.wheelchair else "", store.wheelchair_note),
        Convenience(
            _("Nhận hộp, hũ khách mang đến"), store.get_own_containers_display() if store.own_containers else ""
        ),
        Convenience(_("Chai, hũ có đặt cọc"), store.get_deposit_bottles_display() if store.deposit_bottles else ""),
        Convenience(_("Ưu đãi khi mang túi, hộp"), "", store.bag_discount),
    ]
    return [row for row in rows if row.value or row.note]


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
