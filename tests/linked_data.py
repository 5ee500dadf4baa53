"""What a page tells search engines."""

import json
import re


def entries(client, url: str) -> list[dict]:
    page = client.get(url).content.decode()
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)]


def entry(client, url: str, kind: str) -> dict:
    (found,) = (data for data in entries(client, url) if data["@type"] == kind)
    return found
