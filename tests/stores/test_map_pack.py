"""The pack: every public store once, nothing else, the same bytes for the same data, gone when the data change."""

import gzip
import json
from datetime import timedelta

import brotli
import pytest
from django.db import transaction
from django.utils import timezone

from stores.map import codec, generation, pack
from stores.models import DirectoryGeneration, Store, StorePosition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def read_column(text: str) -> list[int]:
    """What static/js/map/pack.js does."""
    numbers, number = [], 0
    for char in text:
        digit = codec.ALPHABET.index(char)
        number = number * 32 + digit % 32
        if digit >= 32:
            numbers.append(number)
            number = 0
    return numbers


def read_positions(data: dict) -> list[tuple[float, float]]:
    found, code = [], 0
    for step in read_column(data["steps"]):
        code += step
        x = sum((code >> 2 * bit & 1) << bit for bit in range(32))
        y = sum((code >> 2 * bit + 1 & 1) << bit for bit in range(32))
        found.append(((y + data["origin"][0]) / data["scale"], (x + data["origin"][1]) / data["scale"]))
    return found


def files() -> dict:
    return {name: json.loads(body) for name, body in pack.build(1)[1].items() if name.endswith(".json")}


@pytest.mark.parametrize("number", [0, 1, 31, 32, 1023, 1024, 2**31, 2**52])
def test_a_number_comes_back_as_it_was_written(number):
    assert read_column(codec.write_column([number, 7])) == [number, 7]


def test_positions_come_back_to_a_metre_anywhere_in_the_world():
    places = {(21.52123, 105.79456), (-54.8, -179.99999), (22.7, 179.99999), (89.9, 0.0), (21.52124, 105.79456)}
    for number, place in enumerate(places):
        factories.store(f"Nơi {number}", at=place)
    assert {(round(y, 5), round(x, 5)) for y, x in read_positions(files()["points.json"])} == places


def test_every_public_store_is_in_it_once_and_drafts_are_not():
    shown = [factories.store(f"Số {n}", at=(21.5 + n / 50, 105.8)) for n in range(5)]
    shown.append(factories.store("Không vị trí", at=None))
    factories.store("Nháp", live=False)
    current = pack.current()
    keys = current.pks(list(range(10)))
    assert sorted(keys.values()) == sorted(store.pk for store in shown)
    data = files()["points.json"]
    assert (data["total"], data["unplaced"]) == (6, 1)
    assert len(read_positions(data)) == 5
    assert keys[5] == shown[5].pk  # without a position: at the end


def test_it_holds_no_name_and_no_key_of_a_store():
    store = factories.store("Nông sản Làn Mây", address="Ngõ 4 phố Chợ", phone="0912345678", hours="Mo-Su 07:00-20:00")
    text = "".join(json.dumps(data, ensure_ascii=False) for data in files().values())
    for secret in (store.name, store.slug, store.address, store.phones.get().number, f'"{store.pk}"'):
        assert secret not in text


def test_schemes_categories_unit_kind_and_hours_come_back():
    ward = factories.unit("Phan Đình Phùng", kind="phuong", slug="phan-dinh-phung")
    factories.store("Một", at=(21.1, 105.1), unit=ward, schemes=("viet",), categories=("Chè", "Gia dụng"))
    factories.store("Hai", at=(22.9, 106.9), schemes=("xanh", "viet"), hours="Mo-Su 07:00-20:00")
    factories.store("Ba", at=None)
    built = files()
    data, facets = built["points.json"], built["facets.json"]
    tags = [data["tags"][index] for index in read_column(data["tag"])]
    marks = [[mark for bit, (_slug, mark) in enumerate(data["schemes"]) if bits >> bit & 1] for bits, _ in tags]
    assert marks == [["viet"], ["xanh", "viet"], []]
    assert [{data["categories"][i] for i in sets} for _, sets in tags] == [{"che", "gia-dung"}, set(), set()]
    unit, kind, hours = (
        [facets["values"][name][i] for i in read_column(facets["columns"][name])] for name in ("unit", "kind", "hours")
    )
    assert unit[0] == "phan-dinh-phung"
    assert kind == ["tap-hoa"] * 3
    assert hours == ["", "Mo-Su 07:00-20:00", ""]


def test_a_recognition_that_does_not_count_today_sets_no_bit():
    factories.recognition(factories.store("Cũ"), "xanh", decided_on=timezone.localdate() - timedelta(days=900))
    assert files()["points.json"]["tags"] == [[0, []]]


def test_the_same_data_give_the_same_bytes():
    for number in range(20):
        factories.store(f"Số {number}", at=(21.5, 105.8), categories=("Chè", "Gia dụng")[: number % 3])
    assert pack.build(7) == pack.build(7)


def test_an_empty_directory_has_a_pack_too():
    assert files()["points.json"]["total"] == 0
    assert pack.current().pks([0]) == {}


def test_it_is_built_once_and_then_only_read(django_assert_num_queries):
    factories.store("Một")
    first = pack.current()
    with django_assert_num_queries(1):
        assert pack.current() == first


def changes() -> dict:
    return {
        "a store is published": lambda store: factories.store("Khác"),
        "a store is renamed": lambda store: rename(store),
        "a store is withdrawn": lambda store: store.unpublish(),
        "a position moves": lambda store: move(store),
        "a position is lost": lambda store: store.position.delete(),
        "a recognition is given": lambda store: factories.recognition(store),
        "the categories change": lambda store: choose_categories(store),
        "a unit is renamed": lambda store: store.unit.save(),
    }


def rename(store: Store) -> None:
    store.name = "Tên mới"
    store.save_revision().publish()


def move(store: Store) -> None:
    StorePosition.objects.get(store=store).delete()
    StorePosition.objects.create(store=store, lat=21.9, lng=105.9, precision="exact")


def choose_categories(store: Store) -> None:
    store.categories = [factories.category("Thủ công")]
    store.save()


@pytest.mark.parametrize("change", changes())
def test_it_is_outdated_as_soon_as(change):
    store = factories.store("Một")
    before = pack.current().version
    changes()[change](store)
    with pytest.raises(pack.OutdatedError):
        pack.require(before)


def test_a_draft_does_not_outdate_it():
    store = factories.store("Một")
    before = pack.current()
    store.name = "Chưa duyệt"
    store.save_revision()
    assert pack.current() == before


def test_a_change_that_is_rolled_back_leaves_nothing_behind():
    store = factories.store("Một")
    before = pack.current()
    with transaction.atomic():
        store.unpublish()
        assert pack.current().pks([0]) == {}
        transaction.set_rollback(True)
    assert pack.current() == before
    factories.store("Hai")  # counts to the same number as the change that was rolled back
    assert len(pack.current().pks([0, 1, 2])) == 2


def test_a_new_day_is_a_new_state(monkeypatch):
    store = factories.store("Một", schemes=("xanh",))
    before = pack.current().version
    last = store.recognitions.get().valid_until
    monkeypatch.setattr(timezone, "localdate", lambda *args: last)
    assert pack.current().version == before
    monkeypatch.setattr(timezone, "localdate", lambda *args: last + timedelta(days=1))
    assert pack.current().version != before


def test_bulk_writers_declare_their_change():
    store = factories.store("Một")
    before = pack.current().version
    Store.objects.filter(pk=store.pk).update(live=False)
    generation.bump()
    assert pack.current().version != before


def test_the_number_only_grows_and_the_stamp_is_drawn_anew():
    factories.store("Một")
    before = DirectoryGeneration.objects.get()
    factories.store("Hai")
    after = DirectoryGeneration.objects.get()
    assert after.number > before.number
    assert after.stamp != before.stamp


def test_what_other_states_left_is_cleared_after_a_while(tmp_path):
    import os

    factories.store("Một")
    first = pack.current().version
    folder = tmp_path / "cache" / "packs"
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    factories.store("Hai")
    second = pack.current().version
    assert not (folder / first).exists()
    assert (folder / second).exists()
    assert len(list(folder.glob("*.json"))) == 1


def test_files_lie_compressed_beside_the_plain_ones(tmp_path):
    factories.store("Một")
    folder = tmp_path / "cache" / "packs" / pack.current().version
    plain = (folder / "points.json").read_bytes()
    assert gzip.decompress((folder / "points.json.gzip").read_bytes()) == plain
    assert brotli.decompress((folder / "points.json.br").read_bytes()) == plain
