"""The map in a real Chromium: the same numbers as the database, usable by keys, silent towards strangers."""

import json
import random

import pytest
from django.http import QueryDict
from playwright.sync_api import expect

from stores.directory import Directory
from stores.map import pack
from stores.models import Store
from tests import factories
from tests.browser.conftest import TileServer
from tests.browser.judging import accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CENTRES = [("Phan Đình Phùng", "phuong", 21.594, 105.848), ("Tân Cương", "xa", 21.52, 105.75), ("Bắc Kạn", "phuong", 22.148, 105.834)]  # fmt: skip
HOSTILE = '<img src=x onerror="console.error(1)">${1}'


@pytest.fixture
def tiles(settings, tile_server):
    """The map has tiles; the value is the list of what was asked for."""
    settings.MAP_TILE_URL = tile_server + "/{z}/{x}/{y}.png"
    settings.MAP_TILE_ATTRIBUTION = "© Bản đồ thử"
    TileServer.asked.clear()
    return TileServer.asked


@pytest.fixture(autouse=True)
def no_tiles(settings, tmp_path):
    """A plain ground unless a test asks for tiles; and packs that no other test sees."""
    settings.MAP_TILE_URL = ""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def town(live_server):
    """Four places around one square, apart enough to be drawn one by one, and one that nobody has located."""
    ward = factories.unit("Phan Đình Phùng", kind="phuong", slug="phan-dinh-phung", lat=21.594, lng=105.848)
    factories.store(
        "Nông sản Làn Mây", unit=ward, at=(21.594, 105.848), schemes=("xanh", "viet"), categories=("Nông sản",)
    )
    factories.store("Trà Đồi Sương", unit=ward, at=(21.594, 105.853), schemes=("viet",), categories=("Chè",))
    factories.store("Đồ tre Mộc Nhiên", unit=ward, at=(21.602, 105.848), schemes=("xanh",), categories=("Gia dụng",))
    factories.store(HOSTILE, unit=ward, at=(21.586, 105.848), categories=("Chè",), is_sample=True)
    factories.store("Quán Bếp Lá", unit=ward, at=None, schemes=("xanh",), categories=("Chè",))


def open_map(page, address: str = "/diem-ban/#ban-do=15/21.59400/105.84800") -> None:
    page.goto(address)
    if "#ban-do" not in address:
        page.get_by_role("button", name="Bản đồ").click()
    page.wait_for_selector("canvas.map-points")
    settled(page)


def settled(page) -> None:
    """The status line has been written after the last movement."""
    page.wait_for_timeout(600)
    expect(page.locator(".map-status")).to_contain_text("khung nhìn")


def status(page) -> str:
    settled(page)
    return page.text_content(".map-status")


def press(page, dx: int = 0, dy: int = 0) -> None:
    """A click so many pixels from the middle of the map."""
    box = page.locator(".map-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2 + dy)


# --- Loading ----------------------------------------------------------------------------------------------------------


def test_the_list_loads_nothing_of_the_map(page, town):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/diem-ban/")
    page.wait_for_load_state("networkidle")
    heavy = [url for url in asked if any(part in url for part in ("leaflet", "ban-do/", "view.js", "pack.js"))]
    assert heavy == []
    assert page.locator("store-map").is_hidden()


def test_without_script_the_list_is_whole_and_offers_no_map(new_page, town):
    page = new_page(java_script_enabled=False)
    page.goto("/diem-ban/")
    assert page.locator(".result-list li h3").count() == 5
    assert page.get_by_role("button", name="Bản đồ").count() == 0


def test_it_asks_nobody_but_us_and_the_tile_server(page, town, live_server, tiles):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page)
    page.wait_for_timeout(500)
    strangers = [url for url in asked if not url.startswith((live_server.url, "http://127.0.0.1:", "data:"))]
    assert strangers == []
    assert tiles
    assert "© Bản đồ thử" in page.text_content(".leaflet-control-attribution")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.expect_console("503")
def test_with_tiles_out_of_reach_names_and_points_stand_on_a_plain_ground(page, town, settings, tile_server):
    settings.MAP_TILE_URL = tile_server + "/khong-co/{z}/{x}/{y}.png"
    open_map(page)
    assert "4 điểm trong khung nhìn" in status(page)
    inked = """() => {
        const canvas = document.querySelector("canvas.map-points");
        const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, index) => index % 4 === 3 && value).length;
    }"""
    with_names = page.evaluate(inked)
    page.evaluate(
        "async () => { const view = document.querySelector('store-map').view; view.data.labels = null; view.layer.paint(); }"
    )
    assert with_names > page.evaluate(inked) > 0


@pytest.mark.expect_console("L is not defined")
def test_a_page_that_cannot_load_the_map_says_so(page, town):
    page.route("**/leaflet.js", lambda route: route.fulfill(status=200, body=""))
    page.route("**/ban-do/moi-nhat", lambda route: route.fulfill(status=200, body="not json"))
    page.goto("/diem-ban/")
    page.get_by_role("button", name="Bản đồ").click()
    expect(page.locator(".map-status")).to_contain_text("Không mở được bản đồ")
    assert page.locator(".result-list li h3").count() == 5


# --- Points, cards, keys ----------------------------------------------------------------------------------------------


def test_the_numbers_say_what_is_in_view_and_what_has_no_position(page, town):
    open_map(page)
    assert status(page) == "4 điểm trong khung nhìn. 1 điểm chưa có vị trí."
    for _ in range(3):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(400)
    assert status(page) == "1 điểm trong khung nhìn. Cả bản đồ có 4 điểm. 1 điểm chưa có vị trí."


def test_a_press_on_a_point_opens_its_card(page, town):
    open_map(page)
    press(page)
    card = page.get_by_role("region", name="Điểm đang chọn")
    card.wait_for()
    assert card.get_by_role("link").text_content() == "Nông sản Làn Mây"
    assert card.locator(".scheme-label").all_text_contents() == ["Điểm kinh doanh xanh", "Tự hào hàng Việt Nam"]
    assert card.get_by_text("Dữ liệu mẫu").is_hidden()
    accessible(page)
    card.get_by_role("button", name="Đóng").click()
    assert card.is_hidden()


def test_what_people_typed_stays_text(page, town):
    open_map(page)
    open_map(page, "/diem-ban/#ban-do=16/21.58600/105.84800")
    page.reload()
    settled(page)
    press(page)
    card = page.get_by_role("region", name="Điểm đang chọn")
    card.wait_for()
    assert card.get_by_role("link").text_content() == HOSTILE
    assert card.get_by_text("Dữ liệu mẫu").is_visible()
    assert card.locator(".scheme-label").text_content() == "Chưa được công nhận"


def test_the_map_works_by_keys_alone(page, town):
    page.goto("/diem-ban/#ban-do=15/21.59400/105.84600")
    page.wait_for_selector("canvas.map-points")
    settled(page)
    region = page.get_by_role("region", name="Bản đồ điểm bán")
    page.keyboard.press("Tab")
    region.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    page.keyboard.press("Enter")
    link = page.get_by_role("region", name="Điểm đang chọn").get_by_role("link")
    expect(link).to_have_text("Nông sản Làn Mây")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className.includes('leaflet-container')")


def test_places_in_view_are_listed_by_name(page, town):
    open_map(page)
    page.get_by_text("Liệt kê các điểm trong khung nhìn").click()
    names = page.locator(".map-list a")
    names.first.wait_for()
    settled(page)
    assert names.first.text_content() == "Nông sản Làn Mây"
    assert sorted(names.all_text_contents()) == sorted(
        [HOSTILE, "Nông sản Làn Mây", "Trà Đồi Sương", "Đồ tre Mộc Nhiên"]
    )
    accessible(page)


def test_a_ring_opens_up_until_its_places_stand_apart(page, town):
    open_map(page, "/diem-ban/#ban-do=9/21.59400/105.84800")
    assert "4 điểm trong khung nhìn" in status(page)
    press(page)
    settled(page)
    sizes = page.evaluate("document.querySelector('store-map').view.layer.clusters.map((c) => c.ordinals.length)")
    assert sizes == [1, 1, 1, 1]


def test_places_at_one_spot_are_listed_where_the_map_cannot_part_them(page, live_server):
    for name in ("Sạp 1", "Sạp 2", "Sạp 3"):
        factories.store(name, at=(21.594, 105.848))
    open_map(page, "/diem-ban/#ban-do=19/21.59400/105.84800")
    press(page)
    page.locator(".map-list a").first.wait_for()
    assert page.locator(".map-list a").all_text_contents() == ["Sạp 1", "Sạp 2", "Sạp 3"]


# --- One state --------------------------------------------------------------------------------------------------------


def test_a_filter_changes_map_counts_and_address_at_once(page, town):
    open_map(page)
    page.get_by_role("checkbox", name="Điểm kinh doanh xanh").check()
    page.wait_for_url("**/diem-ban/?dh=diem-kinh-doanh-xanh#ban-do=**")
    assert status(page) == "2 điểm trong khung nhìn. 1 điểm chưa có vị trí."
    assert page.text_content(".result-summary p").strip() == "3 điểm"
    assert page.get_by_role("link", name="Xem danh sách 3 điểm").is_visible()
    in_browser = page.locator(".filters .count").all_text_contents()
    page.get_by_role("button", name="Xem kết quả").click()
    page.wait_for_selector("canvas.map-points")
    assert page.locator(".result-list li h3").count() == 3
    assert page.get_by_role("link", name="Xem danh sách 3 điểm").is_hidden()
    assert page.locator(".filters label .count").all_text_contents() == [
        text for text in in_browser if "chọn" not in text
    ]
    accessible(page)


def test_back_and_forward_restore_filter_and_numbers(page, town):
    open_map(page)
    page.get_by_role("checkbox", name="Chè").check()
    assert "1 điểm chưa có vị trí" in status(page)
    page.get_by_role("checkbox", name="Tự hào hàng Việt Nam").check()
    assert status(page).startswith("1 điểm trong khung nhìn.")
    page.go_back()
    assert page.get_by_role("checkbox", name="Chè").is_checked()
    assert not page.get_by_role("checkbox", name="Tự hào hàng Việt Nam").is_checked()
    assert status(page).startswith("2 điểm trong khung nhìn.")
    page.go_back()
    assert status(page).startswith("4 điểm trong khung nhìn.")
    page.go_forward()
    assert status(page).startswith("2 điểm trong khung nhìn.")


def test_back_from_a_store_restores_the_map_where_it_was(page, town):
    open_map(page)
    press(page)
    address = page.url
    page.get_by_role("region", name="Điểm đang chọn").get_by_role("link").click()
    page.wait_for_url("**/diem-ban/nong-san-lan-may/")
    page.go_back()
    page.wait_for_selector("canvas.map-points")
    assert page.url == address
    assert "4 điểm trong khung nhìn" in status(page)


def test_words_narrow_the_map_as_they_narrow_the_list(page, town):
    open_map(page, "/diem-ban/?q=tra%20doi#ban-do=15/21.59400/105.84800")
    assert status(page) == "1 điểm trong khung nhìn."
    assert page.locator(".result-list li h3").count() == 1


@pytest.mark.expect_console("410")
def test_a_store_withdrawn_meanwhile_disappears(page, town):
    open_map(page)
    Store.objects.get(name="Nông sản Làn Mây").unpublish()
    press(page)  # its version is gone: the new one is loaded instead
    assert status(page) == "3 điểm trong khung nhìn. 1 điểm chưa có vị trí."
    assert page.get_by_role("region", name="Điểm đang chọn").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_map_takes_the_place_of_the_list(new_page, town, scheme):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=scheme)
    open_map(page, "/diem-ban/")
    assert page.locator(".result-list").is_hidden()
    assert page.get_by_role("button", name="Bản đồ").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.get_by_role("button", name="Danh sách").tap()
    assert page.locator(".result-list").is_visible()
    assert "#" not in page.url


def test_points_take_the_colours_of_the_scheme_of_the_day(page, town):
    open_map(page)
    picture = "document.querySelector('canvas.map-points').toDataURL()"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(picture)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert page.evaluate(picture) != light
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(100)
    assert page.evaluate(picture) == light


# --- Numbers ----------------------------------------------------------------------------------------------------------

EVALUATE = """async ({latest, queries}) => {
    const {Source} = await import("/static/js/map/pack.js");
    const {evaluate, stateOf} = await import("/static/js/map/filter.js");
    const {cluster, inBox} = await import("/static/js/map/cluster.js");
    const {worldX, worldY} = await import("/static/js/map/pack.js");
    const source = new Source(latest, () => {});
    await source.load();
    await source.facets;
    const answers = [];
    for (const {query, zoom, south, west, north, east} of queries) {
        const state = stateOf(new URLSearchParams(query));
        const result = evaluate(source.pack, state, await source.maskOf(state.q));
        const box = {west: worldX(west), east: worldX(east), north: worldY(north), south: worldY(south)};
        const inView = inBox(source.pack.x, source.pack.y, result.found, box);
        const rings = cluster(source.pack.x, source.pack.y, inView, zoom);
        answers.push({
            total: result.total,
            unplaced: result.unplaced,
            onMap: cluster(source.pack.x, source.pack.y, result.found, zoom).reduce((n, ring) => n + ring.ordinals.length, 0),
            inView: rings.reduce((n, ring) => n + ring.ordinals.length, 0),
            once: new Set(rings.flatMap((ring) => ring.ordinals)).size,
            counts: Object.fromEntries(Object.entries(result.counts).map(([k, v]) => [k, Object.fromEntries(v)])),
        });
    }
    return answers;
}"""


def crowd(size: int, chance: random.Random) -> None:
    units = [factories.unit(name, kind=kind, slug=f"don-vi-{n}", lat=lat, lng=lng) for n, (name, kind, lat, lng) in enumerate(CENTRES)]  # fmt: skip
    kinds = [factories.kind(name) for name in ("Chợ", "Tạp hóa", "Quán ăn")]
    for number in range(size):
        place = chance.choice(units)
        spread = chance.choice([0.0, 0.002, 0.05])  # also several at one spot
        at = (round(place.lat + chance.gauss(0, spread), 5), round(place.lng + chance.gauss(0, spread), 5))
        factories.store(
            f"{chance.choice(['Chợ', 'Hàng', 'Trà'])} {number}",
            unit=place,
            kind=chance.choice(kinds),
            at=at if chance.random() > 0.1 else None,
            live=chance.random() > 0.1,
            schemes=tuple(mark for mark in ("xanh", "viet") if chance.random() > 0.6),
            categories=tuple(name for name in ("Chè", "Gia dụng", "Nông sản") if chance.random() > 0.5),
        )


def random_query(chance: random.Random) -> dict:
    params = QueryDict(mutable=True)
    if chance.random() > 0.7:
        params["q"] = chance.choice(["cho", "trà", "hàng 1", "không có"])
    if chance.random() > 0.6:
        params["xa"] = f"don-vi-{chance.randrange(3)}"
    options = {
        "dh": ["diem-kinh-doanh-xanh", "tu-hao-hang-viet-nam"],
        "nhom": ["che", "gia-dung", "nong-san"],
        "loai": ["cho", "tap-hoa", "quan-an"],
    }
    for name, values in options.items():
        params.setlist(name, [value for value in values if chance.random() > 0.7])
    _name, _kind, lat, lng = chance.choice(CENTRES)
    half = chance.choice([0.0012345, 0.0234567, 0.4567891])
    south, west = lat + chance.uniform(-half, half), lng + chance.uniform(-half, half)
    corners = {"south": south, "west": west, "north": south + 2 * half, "east": west + 2 * half}
    return {"query": params.urlencode(), "zoom": chance.randint(5, 19), **corners}


def expected(query: dict) -> dict:
    directory = Directory(QueryDict(query["query"]))
    placed = directory.stores().positioned()
    in_view = placed.filter(
        position__lat__range=(query["south"], query["north"]), position__lng__range=(query["west"], query["east"])
    ).count()
    return {
        "total": directory.total,
        "unplaced": directory.stores().filter(position__isnull=True).count(),
        "onMap": placed.count(),
        "inView": in_view,
        "once": in_view,
    }


def test_for_any_filter_and_any_view_map_list_and_database_count_alike(page, live_server):
    chance = random.Random(93_2019)
    crowd(90, chance)
    queries = [random_query(chance) for _ in range(120)]
    page.goto("/diem-ban/")
    answers = page.evaluate(EVALUATE, {"latest": "/diem-ban/ban-do/moi-nhat", "queries": queries})
    assert sum(answer["inView"] > 0 for answer in answers) > 20  # the views do meet points
    for query, answer in zip(queries, answers, strict=True):
        counts = answer.pop("counts")
        assert answer == expected(query), json.dumps(query)
        for group in Directory(QueryDict(query["query"])).groups():
            offered = {option.value: option.count for option in group.options}
            assert {value: counts[group.name].get(value, 0) for value in offered} == offered, json.dumps(query)


CLUSTER = """async ({points, zoom}) => {
    const {cluster, inBox, cellBox} = await import("/static/js/map/cluster.js");
    const [x, y] = [points.map((point) => point[0]), points.map((point) => point[1])];
    const all = points.map((_, ordinal) => ordinal);
    const box = {west: 0.25, east: 0.75, north: 0.25, south: 0.75};
    const [near, wide] = [cellBox(box, zoom), cellBox(box, zoom, 6)];
    const drawn = (area) => cluster(x, y, inBox(x, y, all, area), zoom)
        .filter((c) => c.x > box.west && c.x < box.east && c.y > box.north && c.y < box.south)
        .map((c) => [...c.ordinals].sort((a, b) => a - b).join()).sort();
    return {clusters: cluster(x, y, all, zoom), near: drawn(near), wide: drawn(wide)};
}"""


@pytest.fixture
def clusters(page, live_server):
    """Runs the module cluster.js on points in world coordinates."""
    page.goto("/diem-ban/")
    return lambda points, zoom: page.evaluate(CLUSTER, {"points": points, "zoom": zoom})


def test_points_cluster_exactly_and_by_nearness(clusters):
    pixel = 1 / 256 / 2**10
    apart = clusters([[0.5, 0.5], [0.5 + 300 * pixel, 0.5]], 10)["clusters"]
    assert [cluster["ordinals"] for cluster in apart] == [[0], [1]]
    over_an_edge = clusters([[0.5 - pixel, 0.5 - pixel], [0.5 + pixel, 0.5 + pixel]], 10)["clusters"]
    assert len(over_an_edge) == 1
    assert over_an_edge[0]["x"] == pytest.approx(0.5)
    assert clusters([], 10)["clusters"] == []
    assert len(clusters([[0.3, 0.3]] * 50, 19)["clusters"][0]["ordinals"]) == 50


@pytest.mark.parametrize("zoom", [2, 4, 6])
def test_each_point_is_in_one_cluster_and_clusters_do_not_depend_on_the_view(clusters, zoom):
    chance = random.Random(zoom)
    points = [[chance.random(), chance.random()] for _ in range(3000)]
    answer = clusters(points, zoom)
    members = [ordinal for cluster in answer["clusters"] for ordinal in cluster["ordinals"]]
    assert sorted(members) == list(range(3000))
    same = len(set(answer["near"]) & set(answer["wide"]))
    assert same >= 0.95 * len(answer["wide"])


def test_the_version_in_the_browser_is_the_present_one(page, town):
    open_map(page)
    assert page.evaluate("document.querySelector('store-map').view.source.addresses.version") == pack.current().version
