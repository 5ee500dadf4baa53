"""The places where pages lie are bounded, and nothing broken or old comes out of them."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from redis import Redis, RedisError

from home.delivery.entries import Entry
from home.delivery.stores import FileStore, MemoryStore, RedisStore

PAGE, QUESTION = "http://xanh.vn/a/?", "http://xanh.vn/diem-ban/?trang=2"


def entry(text: str = "trang", expires: float = 2e10) -> Entry:
    return Entry(expires, [("Content-Type", "text/html")], {"identity": text.encode()})


def body(found: Entry | None) -> bytes | None:
    return found.bodies["identity"] if found else None


@pytest.fixture
def files(tmp_path) -> FileStore:
    return FileStore(tmp_path / "pages")


def redis_store() -> RedisStore:
    url = settings.REDIS_URL
    if not url:
        pytest.skip("REDIS_URL names no server")
    return RedisStore(Redis.from_url(url))


@pytest.fixture(params=["memory", "files", "redis"])
def store(request, tmp_path):
    makers = {"memory": MemoryStore, "files": lambda: FileStore(tmp_path), "redis": redis_store}
    return makers[request.param]()


def test_a_page_is_found_under_its_generation_and_name_only(store):
    assert store.get("r-1", PAGE) is None
    store.put("r-1", PAGE, entry("một"))
    assert body(store.get("r-1", PAGE)) == "một".encode()
    assert store.get("r-2", PAGE) is None
    assert store.get("r-1", QUESTION) is None


def test_memory_drops_the_page_that_was_not_asked_for_longest():
    memory = MemoryStore(most_bytes=30)
    for name in ("a", "b", "c"):
        memory.put("r-1", name, entry(name * 10))
    memory.get("r-1", "a")
    memory.put("r-1", "d", entry("d" * 10))
    assert [name for name in "abcd" if memory.get("r-1", name)] == ["a", "c", "d"]


def test_memory_forgets_an_old_generation_at_once():
    memory = MemoryStore()
    memory.put("r-1", PAGE, entry("cũ"))
    memory.put("r-2", QUESTION, entry("mới"))
    assert memory.get("r-1", PAGE) is None
    assert memory._bytes == len("mới".encode())


def test_files_of_older_generations_are_swept_but_not_another_release(files):
    for namespace in ("r-1", "khac-1", "r-2"):
        files.put(namespace, PAGE, entry())
    assert sorted(path.name for path in files.root.iterdir()) == ["khac-1", "r-2"]


def test_questions_have_a_bound_of_their_own(files):
    files.MOST_PAGES, files.MOST_QUERIES, files.LOOK_EVERY = 10, 5, 1
    files.put("r-1", PAGE, entry("đông người đọc"))
    for number in range(50):
        files.put("r-1", f"http://xanh.vn/diem-ban/?q={number}", entry())
    assert len(list((files.root / "r-1" / "q").iterdir())) <= 6
    assert body(files.get("r-1", PAGE)) == "đông người đọc".encode()


def test_pages_are_bounded_and_the_newest_stay(files):
    files.MOST_PAGES, files.LOOK_EVERY = 10, 1
    for number in range(30):
        files.put("r-1", f"http://xanh.vn/{number}/?", entry())
        os.utime(files._path("r-1", f"http://xanh.vn/{number}/?"), (number, number))
    left = [n for n in range(30) if files.get("r-1", f"http://xanh.vn/{n}/?")]
    assert len(left) <= 11
    assert left[-1] == 29


def test_a_damaged_file_is_a_miss(files):
    files.put("r-1", PAGE, entry())
    path = files._path("r-1", PAGE)
    for damage in (b"", b"{}", b"{}\nrest", b"[1]\n", Path(path).read_bytes()[:-2]):
        Path(path).write_bytes(damage)
        assert files.get("r-1", PAGE) is None


def test_a_disk_that_cannot_be_written_costs_no_page(tmp_path):
    (tmp_path / "pages").write_text("a file where the folder should be")
    store = FileStore(tmp_path / "pages")
    store.put("r-1", PAGE, entry())
    assert store.get("r-1", PAGE) is None


def test_no_half_written_file_is_left(files):
    files.put("r-1", PAGE, entry())
    files.put("r-1", PAGE, entry("hai"))
    assert len(list((files.root / "r-1").iterdir())) == 1


def test_a_redis_that_is_away_is_a_miss():
    class Away:
        def get(self, name):
            raise RedisError

        set = get

    store = RedisStore(Away())
    assert store.get("r-1", PAGE) is None
