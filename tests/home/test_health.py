"""What load balancers ask: is the process up, and can it work."""

import pytest
from django.db import DatabaseError, connection

from home.views import health


@pytest.fixture(autouse=True)
def migrated(monkeypatch):
    monkeypatch.setattr(health, "_complete", True)


def test_a_process_that_answers_is_alive_without_a_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/health/live")
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_a_process_that_can_work_is_ready(client, db):
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "cache": "ok", "migrations": "ok"}
    assert not response.cookies


def test_a_database_that_is_away_is_named_and_nothing_more(client, db, monkeypatch):
    def away():
        raise DatabaseError("password of user postgres at 10.0.0.7")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "cursor", away)
        response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "failed", "database": "failed", "cache": "ok", "migrations": "ok"}


def test_a_cache_that_is_away_is_named(client, db, monkeypatch):
    monkeypatch.setattr(health.cache, "set", lambda *args: 1 / 0)
    assert client.get("/health/ready").json()["cache"] == "failed"


def test_missing_migrations_are_named_and_looked_for_until_complete(client, db, monkeypatch):
    monkeypatch.setattr(health, "_complete", False)
    plans = [[("app", "0001")], [], [("never", "asked")]]

    class Executor:
        loader = type("Loader", (), {"graph": type("Graph", (), {"leaf_nodes": lambda self: []})()})

        def __init__(self, connection):
            pass

        def migration_plan(self, targets):
            return plans.pop(0)

    monkeypatch.setattr(health, "MigrationExecutor", Executor)
    assert client.get("/health/ready").json()["migrations"] == "failed"
    assert client.get("/health/ready").status_code == 200
    assert client.get("/health/ready").status_code == 200
    assert len(plans) == 1


def test_health_is_asked_under_our_own_host_only(client, db):
    assert client.get("/health/live", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_health_is_only_read(client, db, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
