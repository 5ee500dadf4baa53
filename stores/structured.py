"""A place for search engines (schema.org), from what its page shows the public."""

from django.utils.safestring import SafeString

from home.structured import ld_json, site_address
from stores.cards import store_card
from stores.enums import PositionPrecision
from stores.hours import DAY, week
from stores.models import Store
from stores.presenters import phone

COUNTRY = "VN"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def store_data(store: Store) -> SafeString | str:
    """Nothing for sample data: a search engine would take the place for a real one."""
    return "" if store.is_sample else ld_json(schema(store))


def schema(store: Store) -> dict:
    data = {
        "@type": "Store",
        "@id": f"{site_address()}{store.get_absolute_url()}#diem-ban",
        "name": store.name,
        "url": site_address() + store.get_absolute_url(),
        "image": site_address() + store_card(store).path,
        "description": store.text,
        "address": _address(store),
        "telephone": phone(store.phone)["phone_href"].removeprefix("tel:"),
        "sameAs": store.website,
        "geo": _position(store),
        "openingHoursSpecification": _hours(store.hours_rule),
    }
    return {name: value for name, value in data.items() if value}


def _address(store: Store) -> dict:
    address = {
        "@type": "PostalAddress",
        "streetAddress": store.address,
        "addressLocality": str(store.unit),
        "addressRegion": store.unit.province_name,
        "addressCountry": COUNTRY,
    }
    return {name: value for name, value in address.items() if value}


def _position(store: Store) -> dict | None:
    """Only where it is known better than by the commune: a pin in the wrong street misleads."""
    if not store.has_position or store.position.precision == PositionPrecision.UNIT:
        return None
    return {"@type": "GeoCoordinates", "latitude": store.position.lat, "longitude": store.position.lng}


def _hours(rule: str) -> list[dict]:
    """Days with the same hours together; a day without hours is closed."""
    days: dict[tuple[int, int], list[str]] = {}
    for name, spans in zip(DAYS, week(rule), strict=False):
        for span in spans:
            days.setdefault(span, []).append(name)
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": _clock(start), "closes": _clock(end)}
        for (start, end), names in days.items()
    ]


def _clock(minute: int) -> str:
    """The end of the day is its last minute: search engines know no 24:00."""
    minute = min(minute, DAY - 1)
    return f"{minute // 60:02}:{minute % 60:02}"
