"""The maps as pages show them: markup that obeys the content policy, words in both languages, and small scripts."""

import gzip
import random
import re
from pathlib import Path

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from stores.directory import Directory
from stores.enums import PositionPrecision
from stores.map import codec, pack, rows
from stores.map.mini import mini_map_of
from stores.models import StorePosition
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "static" / "js" / "map").glob("*.js"))


def render(source: str, **context: object) -> str:
    return Template("{% load map_tags %}" + source).render(Context(context))


def tan_cuong(**fields):
    around = {"bbox_w": 105.70, "bbox_s": 21.47, "bbox_e": 105.82, "bbox_n": 21.57}
    return factories.unit("Tân Cương", slug="tan-cuong", lat=21.52, lng=105.75, **(around | fields))


# --- The map of the directory -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_directory_map_brings_its_addresses_and_words():
    factories.scheme("xanh")
    html = render("{% directory_map directory %}", directory=Directory(QueryDict()))
    assert 'data-points="/diem-ban/ban-do/moi-nhat"' in html
    assert re.search(r'data-script="/diem-ban/ban-do/[0-9a-f]{12}\.js"', html)
    assert "leaflet.js" in html
    assert "Điểm kinh doanh xanh" in html
    assert "{n} điểm trong khung nhìn" in html
    assert "style=" not in html


@pytest.mark.django_db
def test_in_english_it_asks_for_english_cards():
    with translation.override("en"):
        html = render("{% directory_map directory %}", directory=Directory(QueryDict()))
    assert 'data-points="/en/diem-ban/ban-do/moi-nhat"' in html


def test_all_modules_together_stay_below_fifteen_kilobytes():
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in MODULES) <= 15_000


def test_what_the_list_loads_before_anybody_asks_for_the_map_is_tiny():
    first = ROOT / "static" / "js" / "map" / "store-map.js"
    assert len(gzip.compress(first.read_bytes(), 9)) <= 1_200
    assert not re.search(r"^import ", first.read_text(), re.MULTILINE)


def test_modules_write_text_and_never_html():
    for path in MODULES:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", path.read_text()), path


def test_a_module_stays_below_250_lines():
    assert [path.name for path in MODULES if len(path.read_text().splitlines()) >= 250] == []


def test_five_thousand_points_stay_below_twenty_five_kilobytes():
    """The worst case: half of the places anywhere in the province, each with schemes and categories of its own."""
    chance = random.Random(5_000)
    lats = [chance.uniform(21.3, 22.75) for _ in range(5_000)]
    lngs = [chance.uniform(105.4, 106.3) for _ in range(5_000)]
    _order, positions, origin = rows._order(lats, lngs)
    flags = [chance.choice((0, 0, 1, 2, 3)) | chance.choice((4, 4, 8, 16, 32, 64, 12)) for _ in range(5_000)]
    unused = rows.Column([], [])
    found = rows.Rows(
        pks=list(range(5_000)),
        positions=positions,
        origin=origin,
        schemes=[("diem-kinh-doanh-xanh", "xanh"), ("tu-hao-hang-viet-nam", "viet")],
        categories=["nong-san", "che", "tap-hoa", "gia-dung", "thu-cong"],
        tags=rows._tags(flags, 2),
        units=unused,
        kinds=unused,
        hours=unused,
    )
    body = pack._json(pack.points(found))
    assert len(gzip.compress(body, 6)) <= 25_000
    assert codec.SCALE == 100_000


# --- The small map of one store ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_small_map_shows_the_place_its_commune_and_the_neighbours():
    store = factories.store("Nông sản Làn Mây", unit=tan_cuong(), at=(21.53, 105.78))
    factories.unit("Phúc Xuân", slug="phuc-xuan", lat=21.56, lng=105.74)
    factories.unit("Xa Lắm", slug="xa-lam", lat=22.5, lng=105.75)
    html = render("{% mini_map store %}", store=store)
    assert 'aria-label="Vị trí của Nông sản Làn Mây trong xã Tân Cương"' in html
    assert re.findall(r"<text class=\"([\w-]+)\"[^>]*>([^<]+)", html) == [
        ("map-mini-own", "Tân Cương"),
        ("map-mini-name", "Phúc Xuân"),
    ]
    assert "<rect " in html
    assert "place-mark" in html
    assert "style=" not in html
    assert 'href="geo:21.53000,105.78000"' in html


@pytest.mark.django_db
def test_a_place_known_only_by_its_commune_gets_a_wide_ring():
    store = factories.store("Một", unit=tan_cuong(), at=(21.53, 105.78))
    StorePosition.objects.update(precision=PositionPrecision.UNIT)
    store.refresh_from_db()
    html = render("{% mini_map store %}", store=store)
    assert "map-mini-about" in html
    assert "place-mark" not in html
    assert "Chỉ biết xã, phường" in html


@pytest.mark.django_db
def test_a_store_without_position_says_so():
    html = render("{% mini_map store %}", store=factories.store("Một", at=None))
    assert "Chưa có vị trí" in html
    assert "<svg" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("at", [(21.53, 105.78), (22.74, 105.44), (10.77, 106.7), (21.35, 106.29)])
def test_the_mark_is_always_inside_of_the_picture(at):
    found = mini_map_of(factories.store("Một", unit=tan_cuong(bbox_w=None), at=at))
    assert found.ground is None
    left, top, width, height = map(int, found.view_box.split())
    assert left <= found.x <= left + width
    assert top <= found.y <= top + height


@pytest.mark.django_db
def test_names_neither_touch_each_other_nor_the_mark():
    for number in range(40):
        factories.unit(
            f"Đơn vị {number}", slug=f"u-{number}", lat=21.45 + number * 0.004, lng=105.70 + (number % 7) * 0.02
        )
    names = mini_map_of(factories.store("Một", unit=tan_cuong(), at=(21.53, 105.78))).names
    assert len(names) > 3
    for name in names:
        for other in names:
            assert name == other or abs(name.y - other.y) >= 18 or abs(name.x - other.x) >= 7 * len(name.text) / 2


@pytest.mark.django_db
def test_the_small_map_costs_one_query(django_assert_num_queries):
    from stores.models import Store

    store = Store.objects.for_cards().get(pk=factories.store("Một", unit=tan_cuong()).pk)
    with django_assert_num_queries(1):
        mini_map_of(store)
