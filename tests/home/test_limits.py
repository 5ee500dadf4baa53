"""How often somebody may try: guessing passwords ends soon, in clear words, and nobody's address is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.limits import Limit, client_address
from home.models import LimitHit

LOGIN = "/quan-tri/login/"
TOO_MANY = "Đã thử sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại"


def attempt(client, name="administrator", password="sai", address="203.0.113.7"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def guessed(client, cast, site_home):
    """Ten wrong passwords for the administrator."""
    assert [attempt(client).status_code for _ in range(10)] == [200] * 10


def test_the_eleventh_guess_is_refused_in_clear_words(client, guessed):
    response = attempt(client)
    assert response.status_code == 429
    assert TOO_MANY in response.content.decode()


def test_the_right_password_does_not_help_either(client, guessed):
    assert attempt(client, password="mat-khau-thu").status_code == 429


def test_names_differ_in_more_than_capitals(client, guessed):
    assert attempt(client, name="ADMINISTRATOR").status_code == 429
    assert attempt(client, name="editor").status_code == 200


def test_others_may_still_sign_in(client, guessed):
    assert attempt(client, password="mat-khau-thu", address="198.51.100.1").status_code == 302


def test_a_name_that_nobody_has_is_counted_the_same(client, cast, site_home):
    assert [attempt(client, name="khong-ai").status_code for _ in range(11)] == [200] * 10 + [429]


def test_after_a_quarter_of_an_hour_all_is_forgotten(client, guessed):
    LimitHit.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert attempt(client, password="mat-khau-thu").status_code == 302


def test_refused_attempts_do_not_lengthen_the_wait(client, guessed):
    before = LimitHit.objects.count()
    attempt(client)
    assert LimitHit.objects.count() == before


def test_signing_in_forgets_the_failures(client, cast, site_home):
    for _ in range(9):
        attempt(client)
    assert attempt(client, password="mat-khau-thu").status_code == 302
    assert not LimitHit.objects.filter(limit="login").exists()


def test_one_password_for_many_names_ends_too(client, cast, site_home):
    answers = [attempt(client, name=f"nguoi-{number}").status_code for number in range(51)]
    assert answers == [200] * 50 + [429]


def test_mails_for_a_new_password_are_limited(client, cast, site_home, mailoutbox):
    answers = [
        client.post(
            "/quan-tri/password_reset/", {"email": "khong-ai@example.vn"}, REMOTE_ADDR="203.0.113.7"
        ).status_code
        for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_no_address_and_no_name_is_kept(client, guessed):
    for hit in LimitHit.objects.all():
        assert "203.0.113.7" not in hit.key
        assert "administrator" not in hit.key
        assert len(hit.key) == 64


def test_tomorrow_cannot_be_matched_with_today(db, monkeypatch):
    limit = Limit("thu", times=5, within=timedelta(days=3))
    today = limit.take("203.0.113.7")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("home.limits.timezone.localdate", lambda: tomorrow)
    assert limit.take("203.0.113.7").key != today.key


def test_limits_of_different_names_count_apart(db):
    one, other = (Limit(name, times=1, within=timedelta(hours=1)) for name in ("một", "hai"))
    assert one.take("a")
    assert one.take("a") is None
    assert one.take("a", "b")
    assert other.take("a")


# --- Who asks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "address"),
    [
        ([], "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (["127.0.0.1"], "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "rác", "rác"),
        ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ([], "", "", ""),
    ],
)
def test_only_our_own_proxies_may_say_who_asks(rf, settings, trusted, remote, forwarded, address):
    settings.TRUSTED_PROXIES = trusted
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
