"""What machines find at fixed addresses."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone
from PIL import Image

pytestmark = pytest.mark.django_db


def test_the_mark_is_found_at_the_root(client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert Image.open(io.BytesIO(response.content)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert len(response.content) < 10_000
    assert not response.cookies


def test_without_a_contact_there_is_no_security_txt(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "said"),
    [("an-toan@example.org", "mailto:an-toan@example.org"), ("https://example.org/loi", "https://example.org/loi")],
)
def test_security_txt_names_the_contact_and_when_it_expires(client, settings, contact, said):
    settings.SECURITY_CONTACT = contact
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == said
    assert fields["Preferred-Languages"] == "vi, en"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)


def test_the_manifest_names_icons_that_have_their_said_sizes():
    folder = Path(project.ROOT) / "static" / "img"
    manifest = json.loads((folder / "site.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "Thái Nguyên Xanh"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        assert size(folder / icon["src"]) == icon["sizes"]
    assert size(folder / "apple-touch-icon.png") == "180x180"


def size(path: Path) -> str:
    with Image.open(path) as picture:
        return "{}x{}".format(*picture.size)
