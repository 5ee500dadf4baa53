"""Forms without session, cookie or token: what is let in, what is not, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.http import Http404, HttpRequest, HttpResponse

from home.anonymous_forms import TRAP, anonymous_form, read_signed, signed
from home.limits import Limit

pytestmark = pytest.mark.django_db
LIMIT = Limit("test-form", times=2, within=timedelta(hours=1))


def pretend(request: HttpRequest) -> HttpResponse:
    return HttpResponse("thanks")


@anonymous_form(limit=LIMIT, pretend=pretend)
def view(request: HttpRequest) -> HttpResponse:
    if request.refusal:
        typed = request.POST.get("name", "")
        return HttpResponse(f"{request.refusal.message} [{typed}]", status=request.refusal.status)
    return HttpResponse("done")


def post(rf, **headers) -> HttpResponse:
    return view(rf.post("/mau/", {"name": "Lan"}, headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_ours_is_let_in_without_a_cookie(rf, headers):
    response = post(rf, **headers)
    assert response.content == b"done"
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://kẻ-lạ.example".encode("idna").decode()},
        {"Origin": "null"},
        {"Origin": "http://testserver.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    ],
)
def test_another_site_cannot_post_in_a_visitors_name(rf, headers):
    response = post(rf, **headers)
    assert response.status_code == 403
    assert "[Lan]" in response.content.decode(), "what was typed is still there"


def test_who_fills_in_the_trap_is_thanked_and_nothing_is_done(rf):
    response = view(rf.post("/mau/", {"name": "Lan", TRAP: "http://mua-ngay.example"}))
    assert response.content == b"thanks"


def test_too_many_are_asked_to_wait_and_keep_what_they_typed(rf):
    assert [post(rf).status_code for _ in range(3)] == [200, 200, 429]
    assert "[Lan]" in post(rf).content.decode()
    other = view(rf.post("/mau/", {"name": "Lan"}, REMOTE_ADDR="192.0.2.7"))
    assert other.status_code == 200


def test_who_reloads_the_address_is_led_to_the_form(rf):
    response = view(rf.get("/mau/"))
    assert (response.status_code, response["Location"]) == (302, "../")


def test_an_answers_address_is_ours_or_nothing():
    address = signed("test", event=7)
    assert read_signed("test", address) == {"event": 7}
    for wrong in (address + "x", address[1:], "", "7"):
        with pytest.raises(Http404):
            read_signed("test", wrong)
    with pytest.raises(Http404):
        read_signed("other", address)
