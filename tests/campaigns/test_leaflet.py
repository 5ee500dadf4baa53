"""A commune's copy of a guide's leaflet: what is printed was checked, nothing is kept, anyone may ask, not endlessly."""

import time

import pytest

from campaigns.views import leaflets
from home.limits import Limit
from tests import factories, pdfs

pytestmark = pytest.mark.django_db

STEPS = [
    (
        "steps",
        {"title": "", "items": [{"title": f"Việc {n}", "text": "Ở cửa, cạnh chìa khóa xe."} for n in range(1, 11)]},
    )
]


@pytest.fixture
def guide(site_home):
    return factories.guide(site_home, body=STEPS, agency=factories.agency("Sở Công Thương"))


def ask(client, guide, **query):
    return client.get(f"{guide.url}to-roi.pdf", query)


def test_it_carries_the_commune_the_day_and_the_phone(client, guide):
    unit = factories.unit("Tân Cương")
    response = ask(client, guide, xa=unit.slug, khuon="a5", ngay="2026-12-01", **{"dien-thoai": "+842083855123"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    found = pdfs.read(response.content)
    for words in ("Xã Tân Cương", "01/12/2026", "0208 3855 123", guide.title, "Việc 8", "Sở Công Thương"):
        assert words in found.text
    assert "Việc 9" not in found.text
    assert (found.pages, found.size, found.tagged) == (1, (148, 210), True)


@pytest.mark.parametrize(
    ("size", "paper"), [("a5", (148, 210)), ("a4", (210, 297)), ("a3", (297, 420)), ("", (210, 297))]
)
def test_each_size_is_one_page(client, guide, size, paper):
    found = pdfs.read(ask(client, guide, khuon=size).content)
    assert (found.pages, found.size) == (1, paper)


def test_even_the_longest_texts_stay_on_one_page(client, site_home):
    long = [("steps", {"title": "", "items": [{"title": "Việc rất dài " * 9, "text": "Lời dặn. " * 40}] * 8})]
    guide = factories.guide(site_home, "Hội nghị không chai nhựa " * 4, summary="Tóm tắt dài. " * 19, body=long)
    assert pdfs.read(ask(client, guide, khuon="a5").content).pages == 1


def test_it_is_kept_nowhere(client, guide):
    response = ask(client, guide)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "query",
    [{"xa": "khong-co"}, {"khuon": "a0"}, {"ngay": "hôm nay"}, {"ngay": "0001-01-01"}, {"dien-thoai": "gọi tôi nhé"},
     {"dien-thoai": "113113113113113"}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, guide, query):
    response = ask(client, guide, **(query | {"ngay": query.get("ngay", "2026-12-01")}))
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    text = response.content.decode()
    assert 'aria-invalid="true"' in text
    assert f'value="{query.get("ngay", "2026-12-01")}"' in text


def test_a_former_unit_is_not_printed(client, guide):
    old = factories.unit("Thịnh Đức", valid_to="2025-06-30")
    assert ask(client, guide, xa=old.slug).status_code == 400


def test_only_public_guides_with_steps_have_one(client, site_home):
    assert ask(client, factories.guide(site_home, "Nháp", live=False, body=STEPS)).status_code == 404
    assert ask(client, factories.guide(site_home, "Không có bước")).status_code == 404
    assert client.get("/khong-co/to-roi.pdf").status_code == 404


def test_somebody_who_asks_without_end_is_asked_to_wait(client, guide, monkeypatch):
    monkeypatch.setattr(leaflets, "MAKING", Limit("leaflet", 2, leaflets.MAKING.within))
    assert [ask(client, guide).status_code for _ in range(3)] == [200, 200, 429]
    assert int(ask(client, guide)["Retry-After"]) > 0


def test_it_is_made_within_a_second(client, guide):
    ask(client, guide)  # loads typst
    begin = time.monotonic()
    ask(client, guide)
    assert time.monotonic() - begin < 1


def test_the_form_stands_on_the_guide_and_needs_no_script(client, guide):
    factories.unit("Tân Cương")
    text = client.get(guide.url).content.decode()
    assert f'action="{guide.url}to-roi.pdf"' in text
    assert ">Xã Tân Cương</option>" in text


def test_it_works_under_the_english_address_too(client, guide):
    assert client.get(f"/en{guide.url}to-roi.pdf").status_code == 200
