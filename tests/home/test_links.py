"""Private links: who holds one may, and nobody finds, guesses, stretches or reads one elsewhere."""

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from home import erasure
from home.delivery.masking import MASK, masked_path
from home.links import issue, private_link, revoke, target_of, targets
from home.models import Agency, PrivateLink
from tests import factories

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def target() -> Agency:
    return factories.agency()


@private_link("test")
def view(request: HttpRequest, found: Agency) -> HttpResponse:
    return HttpResponse(found.name)


def test_a_token_leads_to_its_object_for_its_purpose_only(target):
    token = issue("test", target, until=in_days(1))
    assert target_of(token, "test") == target
    assert target_of(token, "something else") is None
    assert target_of(token + "x", "test") is None
    assert target_of("", "test") is None


def test_the_token_itself_is_kept_nowhere(target):
    token = issue("test", target, until=in_days(1))
    [row] = PrivateLink.objects.values()
    assert token not in str(row)


def test_it_ends_with_its_time_and_when_taken_back(target):
    assert target_of(issue("test", target, until=in_days(-0.001)), "test") is None
    tokens = [issue("test", target, until=in_days(1)) for _ in range(2)]
    other = issue("other", target, until=in_days(1))
    assert revoke("test", target) == 3
    assert [target_of(token, "test") for token in tokens] == [None, None]
    assert target_of(other, "other") == target


def test_it_ends_with_its_object(target):
    token = issue("test", target, until=in_days(1))
    target.delete()
    assert target_of(token, "test") is None


def test_all_links_on_some_rows(target):
    issue("test", target, until=in_days(1))
    issue("test", factories.agency("Sở Xây dựng"), until=in_days(1))
    assert targets(Agency.objects.filter(pk=target.pk)).count() == 1


def test_every_token_is_masked_in_logs(target):
    for _ in range(200):
        token = issue("test", target, until=in_days(1))
        assert masked_path(f"/dang-ky-su-kien/{token}/") == f"/dang-ky-su-kien/{MASK}/"


def test_answers_are_kept_by_nobody_and_tell_nobody(rf, target):
    token = issue("test", target, until=in_days(1))
    for response in (view(rf.get("/"), token), view(rf.post("/"), token), view(rf.get("/"), "sai")):
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
    assert view(rf.get("/"), token).content.decode() == target.name


def test_a_wrong_link_says_what_to_do(rf, target):
    response = view(rf.get("/"), "sai")
    assert response.status_code == 404
    assert "thư gần nhất" in response.content.decode()


def test_old_links_are_erased(target):
    issue("test", target, until=in_days(-31))
    issue("test", target, until=in_days(-29))
    erasure.erase_due()
    assert PrivateLink.objects.count() == 1
