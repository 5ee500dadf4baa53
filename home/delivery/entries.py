"""A stored page: ready-made bytes and headers for each encoding, and how they are written to disk."""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

import brotli

CACHE_CONTROL = "public, max-age=0, must-revalidate"
VARY = "Accept-Encoding, Cookie"
SUFFIX = {"identity": "", "gzip": "-gz", "br": "-br"}
# Set for each encoding, or of one moment only.
OWN_HEADERS = {
    "content-length", "content-encoding", "etag", "vary", "cache-control", "date", "expires", "last-modified", "x-request-id",
}  # fmt: skip
LONGEST_ACCEPT = 200
TOO_SMALL = 400  # bytes: compressed, they would still fill one packet
HeaderList = list[tuple[str, str]]


@dataclass(slots=True)
class Variant:
    """One encoding, as it goes out."""

    body: bytes
    etag: str
    headers: HeaderList
    unchanged_headers: HeaderList  # of a 304


@dataclass(slots=True)
class Entry:
    """One page. `expires` is in seconds since 1970."""

    expires: float
    headers: HeaderList
    bodies: dict[str, bytes]
    route: str = ""
    variants: dict[str, Variant] = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.blake2b(self.bodies["identity"], digest_size=9).hexdigest()
        self.variants = {name: self._variant(name, body, digest) for name, body in self.bodies.items()}

    def _variant(self, encoding: str, body: bytes, digest: str) -> Variant:
        etag = f'"{digest}{SUFFIX[encoding]}"'
        caching = [("Cache-Control", CACHE_CONTROL), ("ETag", etag), ("Vary", VARY)]
        encoded = [] if encoding == "identity" else [("Content-Encoding", encoding)]
        headers = [*self.headers, *caching, *encoded, ("Content-Length", str(len(body)))]
        server = [header for header in self.headers if header[0] == "Server"]
        return Variant(body, etag, headers, [*caching, *server])

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def best(self, accept_encoding: str) -> Variant:
        """The variant that the client likes best of those we hold."""
        liked = encodings(accept_encoding[:LONGEST_ACCEPT])
        return next((self.variants[name] for name in liked if name in self.variants), self.variants["identity"])

    def to_bytes(self) -> bytes:
        lengths = {name: len(body) for name, body in self.bodies.items()}
        head = {"expires": self.expires, "headers": self.headers, "bodies": lengths, "route": self.route}
        return b"\n".join([json.dumps(head).encode(), b"".join(self.bodies.values())])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Entry":
        """Raises ValueError or KeyError for anything that `to_bytes` did not write."""
        first, _, rest = data.partition(b"\n")
        head = json.loads(first)
        bodies, start = {}, 0
        for name, length in head["bodies"].items():
            bodies[name] = rest[start : start + length]
            start += length
        if start != len(rest):
            raise ValueError("A stored page is cut off.")
        return cls(head["expires"], [(name, value) for name, value in head["headers"]], bodies, head["route"])


def make_entry(body: bytes, headers: HeaderList, expires: float, route: str = "") -> Entry:
    kept = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
    bodies = {"identity": body}
    if len(body) >= TOO_SMALL:
        bodies |= {"gzip": compress(body, "gzip"), "br": compress(body, "br")}
    return Entry(expires, kept, bodies, route)


def compress(body: bytes, encoding: str) -> bytes:
    """Levels at which a page of 40 kB takes about two milliseconds together; higher ones bring few bytes."""
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
    return gzip.compress(body, compresslevel=6, mtime=0)


@lru_cache(maxsize=256)
def encodings(accept: str) -> tuple[str, ...]:
    """Encodings in the client's order; where it has no preference br, then gzip, then none (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(",")[:20]:
        name, _, parameters = part.partition(";")
        quality = re.search(r"\bq\s*=\s*([01](?:\.\d{0,3})?)", parameters)
        weights[name.strip()] = float(quality[1]) if quality else 1.0
    others = weights.get("*", 0.0)
    usable = {"br": weights.get("br", others), "gzip": weights.get("gzip", weights.get("x-gzip", others))}
    usable["identity"] = weights.get("identity", weights.get("*", 0.001))
    return tuple(name for name in sorted(usable, key=lambda n: -usable[n]) if usable[name] > 0)


def matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison, as `If-None-Match` asks for; a proxy may have weakened the tag."""
    if if_none_match.strip() == "*":
        return True
    return any(part.strip().removeprefix("W/") == etag for part in if_none_match.split(","))
