"""What a process remembers ends with the generation, is never taken from inside a transaction, and stays bounded."""

from datetime import date
from types import SimpleNamespace

import pytest

from home.delivery import remembered as module
from home.delivery.generation import generation
from home.delivery.remembered import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(settings, tmp_path, monkeypatch):
    """As a request sees it: the page cache on, no transaction open."""
    settings.PAGE_CACHE = True
    settings.CACHE_DIR = tmp_path
    monkeypatch.setattr(module, "connection", SimpleNamespace(in_atomic_block=False))


@pytest.fixture
def counted():
    asked = []

    @remembered
    def answer(*arguments: str) -> int:
        asked.append(arguments)
        return len(asked)

    return answer


def test_an_answer_is_given_once_for_each_question(outside, counted):
    assert [counted("chè"), counted("chè"), counted("chợ"), counted()] == [1, 1, 2, 3]


def test_what_is_published_ends_it(outside, counted):
    assert counted("chè") == 1
    generation().bump()
    assert counted("chè") == 2


def test_nothing_is_remembered_while_nobody_counts_changes(outside, counted, settings):
    settings.PAGE_CACHE = False
    assert [counted("chè"), counted("chè")] == [1, 2]


def test_a_transaction_sees_its_own_changes(outside, counted, monkeypatch):
    assert counted("chè") == 1
    monkeypatch.setattr(module, "connection", SimpleNamespace(in_atomic_block=True))
    assert counted("chè") == 2


def test_a_flood_of_questions_does_not_fill_the_memory(outside, counted, monkeypatch):
    monkeypatch.setattr(module, "MOST", 10)
    for number in range(100):
        counted(str(number))
    assert len(counted._present[1]) <= 10


def test_a_new_day_ends_it(outside, counted, monkeypatch):
    assert counted("chè") == 1
    monkeypatch.setattr(module.timezone, "localdate", lambda: date(2031, 1, 1))
    assert counted("chè") == 2


def test_a_generation_that_cannot_be_known_remembers_nothing(outside, counted, monkeypatch):
    monkeypatch.setattr(module, "_generation", lambda: None)
    assert [counted("chè"), counted("chè")] == [1, 2]
