"""Mail alerts: nobody is told of who did not ask for it, nobody learns who is subscribed, and leaving is one click."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home import erasure
from home.anonymous_forms import TRAP
from home.delivery.masking import masked_path
from home.models import Frequency, Notification, PrivateLink, Subscription
from home.subscriptions import service
from home.subscriptions.service import Wish
from tests import factories
from tests.home.sample_jobs import run_ready

pytestmark = pytest.mark.django_db
FORM = "/theo-doi/thu/"


@pytest.fixture
def topic(site_home):
    return factories.topic("Túi ni lông", factories.guide(site_home))


def post(client, prefix: str = "", **changes):
    data = {"email": "lan@example.vn", "frequency": "weekly", "language": "vi", "consent": "on"} | changes
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"{prefix}{FORM}gui/", data, HTTP_SEC_FETCH_SITE="same-origin")


def mailed(kind: str = "alerts_confirm") -> str:
    """The path of the link in the last mail."""
    body = Notification.objects.filter(kind=kind).latest("pk").body
    return re.search(r"https?://[^/\s]+(/\S*theo-doi/thu/\S+)", body)[1]


def subscriber(email: str = "lan@example.vn", **wish) -> Subscription:
    """Somebody who has confirmed."""
    service.ask(email, Wish(**({"choices": {"pages": {}}} | wish)))
    subscription = Subscription.objects.get(email_key=service.email_key(email))
    service.confirm(subscription)
    subscription.refresh_from_db()
    return subscription


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_nothing_begins_before_the_click_in_the_mail(client, topic):
    response = post(client, **{"pages-chu-de": [topic.pk], "pages-loai": ["cam-nang"], "frequency": "daily"})
    assert (response.status_code, response["Location"]) == (302, "/theo-doi/thu/da-gui/")
    assert not response.cookies
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at is None
    assert subscription.choices == {"pages": {"chu-de": [str(topic.pk)], "loai": ["cam-nang"]}}

    address = mailed()
    for _scanner in range(2):
        assert client.get(address).status_code == 200
    subscription.refresh_from_db()
    assert subscription.confirmed_at is None

    response = client.post(address)
    subscription.refresh_from_db()
    assert subscription.confirmed_at is not None
    assert subscription.told_until == subscription.confirmed_at
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert f'value="{topic.pk}" checked' in page.content.decode()
    assert 'value="daily" checked' in page.content.decode()


def test_the_form_is_a_cached_page_without_a_cookie_and_ticks_the_topic_one_comes_from(client, topic):
    plain, ticked = client.get(FORM), client.get(f"{FORM}?chu-de={topic.slug}")
    assert not plain.cookies
    assert " checked" in ticked.content.decode()
    assert f'value="{topic.pk}" checked' not in plain.content.decode()
    assert f'value="{topic.pk}" checked' in ticked.content.decode()
    assert client.get(f"{FORM}?chu-de=khong-co").status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "lan@"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"email": ""}, "Hãy ghi địa chỉ thư điện tử."),
        ({"consent": None}, "Cần bạn đồng ý"),
        ({"frequency": "hourly"}, "Hãy chọn một trong các mục có sẵn."),
        ({"language": "fr"}, "Hãy chọn một trong các mục có sẵn."),
        ({"pages-loai": ["khong-co", "cam-nang"]}, "Hãy chọn trong các mục có sẵn."),
    ],
)
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client, topic, changes, words):
    response = post(client, **{"pages-chu-de": [topic.pk], **changes})
    text = response.content.decode()
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    assert words in text
    assert f'value="{topic.pk}" checked' in text
    assert f'value="{changes.get("email", "lan@example.vn")}"' in text or not changes.get("email", "x")
    assert not Subscription.objects.exists()


def test_a_known_address_gets_the_same_answer_and_a_mail_that_says_so(client, topic):
    known = subscriber(choices={"pages": {"chu-de": [str(topic.pk)]}})
    strangers, theirs = post(client, email="hoa@example.vn"), post(client, email="LAN@example.vn")
    assert strangers["Location"] == theirs["Location"]
    assert strangers.content == theirs.content
    known.refresh_from_db()
    assert known.choices == {"pages": {"chu-de": [str(topic.pk)]}}
    assert Subscription.objects.count() == 2
    assert client.get(mailed("alerts_again")).status_code == 200


def test_who_posts_twice_gets_one_mail(client, site_home):
    post(client)
    post(client, frequency="daily")
    assert Notification.objects.count() == 1
    assert Subscription.objects.get().frequency == Frequency.DAILY


def test_nobody_can_fill_anothers_mailbox(client, site_home):
    subscriber()
    sent = Notification.objects.count()
    for _ in range(6):
        assert post(client)["Location"] == "/theo-doi/thu/da-gui/"
    assert Notification.objects.count() - sent == service.MAILS.times - 1


def test_too_many_posts_of_one_network_are_refused_with_their_words(client, site_home):
    answers = [post(client, email=f"a{number}@example.vn") for number in range(41)]
    assert {answer.status_code for answer in answers[:40]} == {302}
    assert answers[40].status_code == 429
    assert "a40@example.vn" in answers[40].content.decode()


def test_a_robot_in_the_trap_believes_it_succeeded(client, site_home):
    assert post(client, **{TRAP: "http://spam.example"})["Location"] == "/theo-doi/thu/da-gui/"
    assert not Subscription.objects.exists()


def test_a_form_from_another_site_is_refused(client, site_home):
    response = client.post(f"{FORM}gui/", {"email": "lan@example.vn"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert "lan@example.vn" in response.content.decode()
    assert not Subscription.objects.exists()


def test_the_small_form_of_a_topic_is_enough(client, topic):
    text = client.get(topic.get_absolute_url()).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    response = client.post(f"{FORM}gui/", hidden | {"email": "lan@example.vn"}, HTTP_SEC_FETCH_SITE="same-origin")
    assert response.status_code == 302
    assert Subscription.objects.get().choices == {"pages": {"chu-de": [str(topic.pk)]}}


def test_in_english(client, topic):
    assert client.get(f"/en{FORM}").status_code == 200
    assert post(client, "/en", language="en")["Location"] == "/en/theo-doi/thu/da-gui/"
    assert mailed().startswith("/en/theo-doi/thu/xac-nhan/")


# --- Links ------------------------------------------------------------------------------------------------------------


def test_an_expired_link_confirms_nothing_and_the_address_is_erased(client, site_home, monkeypatch):
    post(client)
    address = mailed()
    past = timezone.now() - timedelta(days=3, minutes=1)
    PrivateLink.objects.update(expires_at=past + timedelta(days=3))
    Subscription.objects.update(asked_at=past)
    assert client.post(address).status_code == 404
    run_ready()
    erasure.erase_due()
    assert not Subscription.objects.exists()
    assert not PrivateLink.objects.exists()
    assert not Notification.objects.exclude(recipient="").exists()


def test_an_address_that_waits_for_its_click_is_not_erased_early(client, site_home):
    post(client)
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=2))
    erasure.erase_due()
    assert Subscription.objects.count() == 1


def test_a_confirmed_address_stays(client, site_home):
    subscriber()
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=900))
    erasure.erase_due()
    assert Subscription.objects.count() == 1


def test_confirming_twice_tells_nothing_twice(client, site_home):
    post(client)
    address = mailed()
    client.post(address)
    told = Subscription.objects.get().told_until
    assert client.post(address).status_code == 302
    assert Subscription.objects.get().told_until == told


@pytest.mark.parametrize("path", ["sai/", "xac-nhan/sai/", "sai/roi/"])
def test_a_wrong_link_opens_nothing(client, site_home, path):
    response = client.get(f"{FORM}{path}")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_a_link_to_confirm_does_not_manage(client, site_home):
    post(client)
    token = mailed().rstrip("/").rpartition("/")[2]
    assert client.get(f"{FORM}{token}/").status_code == 404
    assert masked_path(mailed()) == "/theo-doi/thu/xac-nhan/***/"


# --- Changing and leaving ---------------------------------------------------------------------------------------------


def manage_path(subscription: Subscription) -> str:
    return service.path_to("alerts_manage", "vi", service.new_link(subscription, service.MANAGE))


def test_choices_are_changed_behind_the_link(client, topic):
    subscription = subscriber()
    told = subscription.told_until
    address = manage_path(subscription)
    response = client.post(address, {"pages-chu-de": [topic.pk], "frequency": "daily", "language": "en"})
    assert "Đã lưu" in response.content.decode()
    subscription.refresh_from_db()
    assert (subscription.choices, subscription.frequency, subscription.language) == (
        {"pages": {"chu-de": [str(topic.pk)]}}, "daily", "en",
    )  # fmt: skip
    assert subscription.told_until == told
    assert client.post(address, {"frequency": "x", "language": "vi"}).status_code == 422


def test_a_get_leaves_nothing_and_one_click_leaves_at_once(client, site_home):
    subscription = subscriber()
    service.ask("lan@example.vn", Wish())
    address = f"{manage_path(subscription)}roi/"
    assert client.get(address).status_code == 200
    assert Subscription.objects.count() == 1
    robot = client.__class__(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    for _twice in range(2):
        response = robot.post(address, body, HTTP_SEC_FETCH_SITE="cross-site")
        assert response.status_code == 200
        assert not response.cookies
    assert not Subscription.objects.exists()
    assert not PrivateLink.objects.exists()
    assert client.get(address).status_code == 404


def test_who_leaves_is_forgotten_and_gets_no_mail_that_is_still_waiting(client, site_home, mailoutbox):
    subscription = subscriber()
    run_ready()
    service.ask("lan@example.vn", Wish())
    mailoutbox.clear()
    client.post(f"{manage_path(subscription)}roi/")
    run_ready()
    assert mailoutbox == []
    sent = Notification.objects.get()
    assert (sent.recipient, sent.body, sent.html, sent.headers) == ("", "", "", {})


def test_who_left_may_come_again(client, site_home):
    service.leave(Subscription.objects.filter(pk=subscriber().pk))
    post(client)
    assert Subscription.objects.get().confirmed_at is None


# --- For staff --------------------------------------------------------------------------------------------------------

ADMIN = "/quan-tri/nguoi-nhan-tin/"


def test_strangers_see_no_counts(client, site_home, cast):
    assert client.get(ADMIN).status_code == 302
    client.force_login(cast.store_officer)
    assert client.get(ADMIN).status_code in (302, 403)


@pytest.mark.parametrize("role", ["editor", "approver", "auditor"])
def test_staff_see_counts_and_no_address(client, topic, cast, role):
    subscription = subscriber(choices={"pages": {"chu-de": [str(topic.pk)]}})
    client.force_login(getattr(cast, role))
    for path in (ADMIN, f"{ADMIN}?q=lan@example.vn", f"{ADMIN}?export=csv"):
        response = client.get(path)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        assert "lan@example.vn" not in text.replace('value="lan@example.vn"', "")
    assert "Túi ni lông" in client.get(ADMIN).content.decode()
    for action in ("inspect", "delete", "edit"):
        assert client.get(f"{ADMIN}{action}/{subscription.pk}/").status_code in (302, 403, 404)


def test_an_administrator_finds_an_exact_address_and_erases_it(client, site_home, cast):
    subscription = subscriber()
    subscriber("hoa@example.vn")
    client.force_login(cast.administrator)
    assert "lan@example.vn" not in client.get(ADMIN).content.decode()
    assert "hoa@example.vn" not in client.get(f"{ADMIN}?q=example.vn").content.decode()
    found = client.get(f"{ADMIN}?q=Lan@example.vn").content.decode()
    assert f"{ADMIN}delete/{subscription.pk}/" in found
    assert "hoa@example.vn" not in found
    client.post(f"{ADMIN}delete/{subscription.pk}/")
    assert [row.email for row in Subscription.objects.all()] == ["hoa@example.vn"]
    assert not Notification.objects.filter(recipient="lan@example.vn").exists()
