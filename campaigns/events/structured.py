"""An event in the words of schema.org."""

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from campaigns.models import EventPage


def event_data(event: "EventPage") -> dict:
    """schema.org/Event for search engines; the online link is not theirs to know."""
    status = "EventCancelled" if event.called_off else "EventScheduled"
    modes = {(True, True): "Mixed", (False, True): "Online"}
    mode = modes.get((bool(event.place), event.is_online), "Offline")
    data = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "startDate": timezone.localtime(event.starts).isoformat(),
        "endDate": timezone.localtime(event.ends).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": _place(event),
        "url": event.absolute_url,
    }
    if event.agency:
        data["organizer"] = {"@type": "GovernmentOrganization", "name": event.agency.name}
    if event.seats:
        data["maximumAttendeeCapacity"] = event.seats
    return data


def _place(event: "EventPage") -> dict:
    if not event.place:
        return {"@type": "VirtualLocation", "url": event.absolute_url}
    parts = [str(part) for part in (event.address, event.unit) if part]
    place = {"@type": "Place", "name": event.place, "address": ", ".join(parts) or event.place}
    if event.lat is not None and event.lng is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": event.lat, "longitude": event.lng}
    return place
