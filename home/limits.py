"""How often somebody may try something. Counted in the database, so all processes and machines count together.

Addresses and names are kept only as an HMAC whose salt changes at midnight; a limit therefore starts anew each day.
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.models.limits import LimitHit

KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Limit:
    """At most `times` attempts `within` a span, for each combination of what is counted (address, name…)."""

    name: str
    times: int
    within: timedelta

    def take(self, *parts: str) -> LimitHit | None:
        """Count an attempt; None when there were too many, and then it is not counted: waiting is enough.

        Written first and counted afterwards, so that attempts at the same moment do not slip through together.
        """
        hit = LimitHit.objects.create(limit=self.name, key=_key(self.name, parts))
        if self._hits(hit.key).count() > self.times:
            hit.delete()
            return None
        return hit

    def forget(self, *parts: str) -> None:
        """It was the right person after all."""
        self._hits(_key(self.name, parts)).delete()

    def _hits(self, key: str):
        return LimitHit.objects.filter(limit=self.name, key=key, at__gt=timezone.now() - self.within)


def _key(name: str, parts: tuple[str, ...]) -> str:
    text = "\0".join(part.casefold()[:254] for part in (name, *parts))
    return salted_hmac(f"home.limits {timezone.localdate()}", text, algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """Who asks: the last address in `X-Forwarded-For` that is not one of our own proxies (`TRUSTED_PROXIES`).

    An IPv6 customer owns a whole /64, so that is what is counted.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    while forwarded and _is_trusted(address):
        address = forwarded.pop()
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed or address)


def _is_trusted(address: str) -> bool:
    parsed = _parsed(address)
    networks = [ipaddress.ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES]
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None
