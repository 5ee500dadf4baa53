"""A place for search engines (schema.org), from what its page shows the public."""

from urllib.parse import urljoin

from django.utils.safestring import SafeString

from home.pictures import ready
from home.structured import ld_json, site_address
from stores.cards import store_card
from stores.enums import Known, Parking, PositionPrecision, WheelchairAccess
from stores.hours import DAY, week
from stores.models import Store, StoreProduct
from stores.presenters import phones_of

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
        "image": _pictures(store),
        "description": store.text,
        "address": _address(store),
        "telephone": _one_or_many([phone.href.removeprefix("tel:") for phone in phones_of(store)]),
        "sameAs": _one_or_many([store.website, *(link.url for link in store.links.all())]),
        "geo": _position(store),
        "openingHoursSpecification": _hours(store.hours_rule),
        "paymentAccepted": ", ".join(store.payment_labels),
        "amenityFeature": _amenities(store),
        "makesOffer": [_offer(product) for product in store.products.all() if product.has_ocop],
    }
    return {name: value for name, value in data.items() if value}


def _one_or_many(values: list[str]) -> list[str] | str:
    known = [value for value in values if value]
    return known[0] if len(known) == 1 else known


def _pictures(store: Store) -> list[str] | str:
    """The photographs that have a sized copy already, and the card that every place has."""
    copies = (next(iter(ready(photo.image, "gallery").values()), None) for photo in store.photos.all())
    photos = [urljoin(site_address(), copy.url) for copy in copies if copy]
    return _one_or_many([*photos, site_address() + store_card(store).path])


def _amenities(store: Store) -> list[dict]:
    """What was seen, yes or no; what is partly so or unknown cannot be said in one word, so it is left out."""
    seen = {
        "Wheelchair accessible": {WheelchairAccess.YES: True, WheelchairAccess.NO: False}.get(store.wheelchair),
        "Parking": None if not store.parking else store.parking != Parking.NONE,
        "Own containers accepted": {Known.YES: True, Known.NO: False}.get(store.own_containers),
        "Deposit bottles": {Known.YES: True, Known.NO: False}.get(store.deposit_bottles),
    }
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": value}
        for name, value in seen.items()
        if value is not None
    ]


def _offer(product: StoreProduct) -> dict:
    award = f"OCOP {product.ocop_stars}/5, {product.ocop_issuer}"
    return {"@type": "Offer", "itemOffered": {"@type": "Product", "name": product.name, "award": award}}


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
