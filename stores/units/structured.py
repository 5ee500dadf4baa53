"""A commune, ward or former district for search engines (schema.org)."""

from django.utils.safestring import SafeString

from home.models import Unit
from home.structured import ld_json, site_address
from stores.units.links import unit_url


def unit_data(unit: Unit) -> SafeString:
    address = site_address() + unit_url(unit)
    data = {
        "@type": "AdministrativeArea",
        "@id": f"{address}#don-vi",
        "name": unit.full_name,
        "alternateName": unit.name,
        "url": address,
        "containedInPlace": {"@type": "AdministrativeArea", "name": unit.province_name},
    }
    if unit.lat is not None and unit.lng is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": unit.lat, "longitude": unit.lng}
    return ld_json(data)
