"""Registering: seats, the waiting list, the mailed link, what is told to whom, and what is forgotten."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from campaigns import registrations
from campaigns.events.forms import RegistrationForm
from campaigns.events.guards import OVERRIDE
from campaigns.events.people import Person
from campaigns.models import Attendance, EventDesk, EventPage, Registration
from campaigns.registration_mail import MAIL_AGAIN
from campaigns.registrations import RegistrationError
from home import erasure
from home.anonymous_forms import TRAP
from home.models import Notification, PrivateLink
from tests import factories
from tests.home.processes import PATIENCE, ROOT, Site

pytestmark = pytest.mark.django_db
SECRET = "https://hop.example/phong-rieng"
LAN = {"name": "Nguyễn Thị Lan", "email": "lan@example.vn", "consent": "on"}
POST = "/su-kien/tap-huan-u-rac-bep/dang-ky/"


@pytest.fixture
def event(site_home) -> EventPage:
    return factories.event(site_home, registration_mode="open", seats=2)


def person(name: str, **fields) -> Person:
    return Person(name=name, email=f"{name}@example.vn", **fields)


def sign_up(event: EventPage, *names: str) -> list[Registration]:
    return [registrations.register(event, person(name)) for name in names]


def states(event: EventPage) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def mails(to: str = "") -> list[tuple[str, str]]:
    sent = Notification.objects.order_by("pk")
    return list((sent.filter(recipient=to) if to else sent).values_list("kind", "recipient"))


def link(kind: str, to: str) -> str:
    """The private address in somebody's latest mail of a kind."""
    body = Notification.objects.filter(kind=kind, recipient=to).latest("pk").body
    return re.search(r"https?://[^/]+(/\S*dang-ky-su-kien/\S+)", body).group(1)


def past(registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(confirm_by=timezone.now() - timedelta(seconds=1))


# --- Seats ---------------------------------------------------------------------------------------------------------------


def test_who_comes_first_has_a_seat_and_the_others_wait(event):
    sign_up(event, "lan", "minh", "hoa")
    assert states(event) == ["pending", "pending", "waiting"]
    assert [kind for kind, _to in mails()] == ["event_confirm", "event_confirm", "event_waiting"]


def test_without_a_limit_everybody_has_a_seat(site_home):
    event = factories.event(site_home, registration_mode="open")
    sign_up(event, "lan", "minh", "hoa")
    assert states(event) == ["pending"] * 3


def test_a_cancelled_seat_goes_to_the_first_who_waits(event):
    lan, _minh, hoa, _tam = sign_up(event, "lan", "minh", "hoa", "tam")
    registrations.confirm(hoa)
    registrations.cancel(lan)
    assert states(event) == ["cancelled", "pending", "confirmed", "waiting"]
    assert mails("hoa@example.vn")[-1][0] == "event_promoted"
    registrations.cancel(lan)
    assert states(event) == ["cancelled", "pending", "confirmed", "waiting"], "twice is once"


def test_who_waits_without_having_proved_the_address_gets_time_for_it(event):
    lan, _minh, hoa = sign_up(event, "lan", "minh", "hoa")
    registrations.cancel(lan)
    hoa.refresh_from_db()
    assert hoa.state == Attendance.PENDING
    assert hoa.confirm_by > timezone.now()
    assert "bấm xác nhận" in Notification.objects.get(kind="event_promoted").body


def test_a_seat_nobody_confirmed_lapses_and_is_passed_on(event):
    lan, _minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    registrations.lapse(lan)
    assert states(event) == ["pending", "pending", "waiting"], "not before its time"
    past(lan)
    registrations.lapse_at_deadline.func(lan.pk)
    assert states(event) == ["lapsed", "pending", "pending"]
    with pytest.raises(RegistrationError, match="đăng ký lại"):
        registrations.confirm(lan)


def test_a_job_waits_for_the_deadline_of_each_registration(event, settings):
    settings.EVENT_CONFIRM_HOURS = 5
    [lan] = sign_up(event, "lan")
    job = DBTaskResult.objects.get(task_path="campaigns.registrations.lapse_at_deadline")
    assert job.run_after == lan.confirm_by
    assert timedelta(hours=4.9) < lan.confirm_by - timezone.now() <= timedelta(hours=5)


def test_no_seat_is_kept_beyond_the_beginning(site_home):
    event = factories.event(site_home, registration_mode="open", starts=timezone.now() + timedelta(hours=2))
    [lan] = sign_up(event, "lan")
    assert lan.confirm_by == event.starts


def test_the_night_finds_what_a_lost_job_left(event):
    lan, minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    past(lan)
    past(minh)
    assert registrations.lapse_all_overdue() == 1
    assert states(event) == ["lapsed", "lapsed", "pending"]


def test_a_click_after_the_deadline_confirms_nothing(event):
    [lan] = sign_up(event, "lan")
    past(lan)
    with pytest.raises(RegistrationError):
        registrations.confirm(lan)
    assert states(event) == ["lapsed"]


def test_a_late_click_passes_the_seat_on_for_good(event):
    """The refusal must not undo what the lapse did."""
    lan, _minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    past(lan)
    with pytest.raises(RegistrationError):
        registrations.confirm(lan)
    assert states(event) == ["lapsed", "pending", "pending"]


def test_nobody_overtakes_those_who_wait(event):
    lan, _minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    past(lan)
    sign_up(event, "tam")
    assert states(event) == ["lapsed", "pending", "pending", "waiting"]


def test_more_seats_move_people_up_when_they_are_published(event):
    sign_up(event, "lan", "minh", "hoa", "tam")
    event.seats = 3
    event.save_revision().publish()
    assert states(event) == ["pending", "pending", "pending", "waiting"]


def test_fewer_seats_than_were_confirmed_are_refused(event):
    for registration in sign_up(event, "lan", "minh"):
        registrations.confirm(registration)
    event.seats = 1
    with pytest.raises(ValidationError) as error:
        event.full_clean()
    assert "2 người" in error.value.message_dict["seats"][0]


def test_a_translation_shares_the_seats_of_its_original(event, site_home):
    from wagtail.models import Locale

    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = event.copy_for_translation(english, copy_parents=True)
    registrations.register(translated, person("lan"))
    assert states(event) == ["pending"]


VERBS = st.lists(st.tuples(st.sampled_from(["register", "confirm", "cancel", "lapse"]), st.integers(0, 7)), max_size=25)


@given(verbs=VERBS, seats=st.integers(1, 4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_seats_are_never_oversold_and_never_lie_idle_while_somebody_waits(event, verbs, seats):
    event.registrations.all().delete()
    EventPage.objects.filter(pk=event.pk).update(seats=seats)
    for verb, number in verbs:
        email = f"nguoi{number}@example.vn"
        known = event.registrations.filter(email_key=email).order_by("-pk").first()
        try:
            if verb == "register":
                registrations.register(event, Person(name="Lan", email=email))
            elif known is not None:
                if verb == "lapse":
                    Registration.objects.filter(pk=known.pk).exclude(confirm_by=None).update(
                        confirm_by=timezone.now() - timedelta(seconds=1)
                    )
                getattr(registrations, verb)(known)
        except RegistrationError:
            pass
        held = event.registrations.holding().count()
        assert held <= seats
        assert held == seats or not event.registrations.waiting().exists()
        active = list(event.registrations.active().values_list("email_key", flat=True))
        assert len(active) == len(set(active))


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_fill_exactly_the_seats(roots, tmp_path):
    from home.bootstrap import ensure_home

    event = factories.event(ensure_home(), registration_mode="open", seats=7)
    site = Site(tmp_path)
    script = str(ROOT / "tests" / "campaigns" / "fifty_posts.py")
    environment = site.environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, script, event.url + "dang-ky/"]
    processes = [
        subprocess.Popen([*command, first, "25"], cwd=ROOT, env=environment, **pipes) for first in ("1", "101")
    ]
    for process in processes:
        out, err = process.communicate(timeout=PATIENCE)
        assert "STATUSES " + " ".join(["302"] * 25) in out, out[-2000:] + err[-3000:]
    counts = site.rows("SELECT state, count(*) FROM campaigns_registration GROUP BY state ORDER BY state")
    assert counts == [("pending", 7), ("waiting", 43)]
    first = site.rows("SELECT state FROM campaigns_registration ORDER BY id LIMIT 7")
    assert set(first) == {("pending",)}, "in the order of coming"
    assert site.rows("SELECT count(*) FROM home_notification") == [(50,)]


# --- The form ------------------------------------------------------------------------------------------------------------


def test_somebody_registers_confirms_and_cancels_by_the_mailed_link(client, event):
    answer = client.post(POST, LAN, follow=True)
    assert "Hãy mở thư" in answer.content.decode()
    address = link("event_confirm", "lan@example.vn")
    assert "Một chỗ đang được giữ" in client.get(address).content.decode()
    assert states(event) == ["pending"], "opening a link changes nothing: mail scanners do it"
    assert "Bạn đã có chỗ" in client.post(address, {"viec": "xac-nhan"}, follow=True).content.decode()
    assert states(event) == ["confirmed"]
    address = link("event_confirmed", "lan@example.vn")
    assert "không còn hiệu lực" in client.post(address, {"viec": "huy"}, follow=True).content.decode()
    assert states(event) == ["cancelled"]
    assert not client.cookies


def test_mistakes_are_named_beside_their_fields_and_nothing_typed_is_lost(client, event):
    typed = {"name": "", "email": "lan@", "phone": "12", "organisation": "Tổ 5 <b>", "note": "Tôi đi xe lăn"}
    response = client.post(POST, typed)
    text = response.content.decode()
    assert response.status_code == 422
    for words in ("Hãy ghi họ tên.", "Địa chỉ thư điện tử chưa đúng", "Số điện thoại chưa đúng", "Cần bạn đồng ý"):
        assert text.count(words) == 2, f"{words}: in the summary and beside the field"
    for words in ("lan@", "12", "Tổ 5 &lt;b&gt;", "Tôi đi xe lăn"):
        assert words in text
    assert 'href="#dk-email"' in text
    assert 'aria-invalid="true"' in text
    assert states(event) == []


def test_a_closed_event_says_so_and_keeps_what_was_typed(client, event):
    EventPage.objects.filter(pk=event.pk).update(closes=timezone.now() - timedelta(minutes=1))
    response = client.post(POST, LAN)
    assert response.status_code == 409
    assert "Đã hết giờ đăng ký" in response.content.decode()
    assert "Nguyễn Thị Lan" in response.content.decode()
    EventPage.objects.filter(pk=event.pk).update(called_off=True)
    assert "đã hủy" in client.post(POST, LAN).content.decode()


def test_a_full_event_says_so_before_and_in_the_mail(client, event):
    sign_up(event, "minh", "hoa")
    assert "Vào danh sách chờ" in client.get(event.url).content.decode()
    client.post(POST, LAN)
    assert mails("lan@example.vn") == [("event_waiting", "lan@example.vn")]


def test_an_address_that_is_registered_is_not_told_to_strangers(client, event):
    first = client.post(POST, LAN)
    again = client.post(POST, LAN | {"name": "Kẻ tò mò", "email": " LAN@Example.vn"})
    assert (first.status_code, first["Location"].rsplit(":", 2)[0]) == (
        again.status_code, again["Location"].rsplit(":", 2)[0],
    )  # fmt: skip
    assert client.get(first["Location"]).content == client.get(again["Location"]).content.replace(
        again["Location"].encode(), first["Location"].encode()
    )
    assert [kind for kind, _to in mails("lan@example.vn")] == ["event_confirm", "event_again"]
    assert Registration.objects.get().name == "Nguyễn Thị Lan"
    assert client.get(link("event_again", "lan@example.vn")).status_code == 200


def test_nobodys_mailbox_is_filled_by_repeating(event):
    for _ in range(10):
        sign_up(event, "lan")
    assert len(mails("lan@example.vn")) == 1 + MAIL_AGAIN.times


def test_after_cancelling_one_may_come_back(event):
    [lan] = sign_up(event, "lan")
    registrations.cancel(lan)
    sign_up(event, "lan")
    assert states(event) == ["cancelled", "pending"]


def test_a_robot_is_thanked_and_forgotten(client, event):
    response = client.post(POST, LAN | {TRAP: "x"})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    assert (states(event), mails()) == ([], [])


def test_another_site_gets_nothing_done(client, event):
    response = client.post(POST, LAN, headers={"Origin": "https://khac.example"})
    assert response.status_code == 403
    assert "Nguyễn Thị Lan" in response.content.decode()
    assert states(event) == []


@pytest.mark.parametrize("name", ["Mua ngay www.ban.vn", "http://x", "a@b.vn", "khuyen-mai.com", "x/y"])
def test_a_name_carries_no_advertisement_into_somebody_elses_mailbox(name):
    assert "name" in RegistrationForm(LAN | {"name": name}).errors


@pytest.mark.parametrize("name", ["Nguyễn Thị Lan", "TS. Trần Văn A", "H’Hen Niê", "Lò Thị Ơ-i"])
def test_names_as_people_have_them_are_taken(name):
    assert "name" not in RegistrationForm(LAN | {"name": name}).errors


def test_a_phone_is_kept_as_one_number_however_it_was_typed():
    for typed in ("0912 345 678", "+84912345678", "0912.345.678"):
        form = RegistrationForm(LAN | {"phone": typed})
        assert form.is_valid()
        assert form.person("vi").phone == "+84912345678"


def test_who_registers_in_english_is_written_to_in_english(client, event):
    client.post("/en" + POST, LAN)
    assert link("event_confirm", "lan@example.vn").startswith("/en/")
    assert Registration.objects.get().language == "en"


# --- The private page -----------------------------------------------------------------------------------------------------


def test_only_a_confirmed_person_learns_the_online_link(client, site_home):
    event = factories.event(site_home, registration_mode="open", place="", online_link=SECRET, seats=1)
    sign_up(event, "lan", "minh")
    lan = event.registrations.first()
    address = link("event_confirm", "lan@example.vn")
    assert SECRET not in client.get(address).content.decode()
    registrations.confirm(lan)
    assert SECRET in client.get(address).content.decode()
    assert SECRET not in client.get(link("event_waiting", "minh@example.vn")).content.decode()
    assert [n.kind for n in Notification.objects.all() if SECRET in n.body + n.html] == ["event_confirmed"]


def test_the_private_page_is_kept_by_nobody(client, event):
    sign_up(event, "lan")
    response = client.get(link("event_confirm", "lan@example.vn"))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert client.get("/dang-ky-su-kien/khong-phai-ma/").status_code == 404


def test_after_the_beginning_nothing_is_cancelled(client, event):
    sign_up(event, "lan")
    EventPage.objects.filter(pk=event.pk).update(starts=timezone.now() - timedelta(minutes=1))
    response = client.post(link("event_confirm", "lan@example.vn"), {"viec": "huy"})
    assert response.status_code == 409
    assert "đã bắt đầu" in response.content.decode()


def test_no_public_page_feed_or_search_knows_who_comes(client, event):
    for registration in sign_up(event, "lanhuong"):
        registrations.confirm(registration)
    for address in (event.url, "/su-kien/", "/lich-su-kien.ics", "/tim-kiem/?q=lanhuong", "/sitemap.xml"):
        assert "lanhuong@" not in client.get(address).content.decode()


def test_a_registration_renews_no_stored_page_unless_the_last_seat_goes(event, monkeypatch):
    bumps = []
    monkeypatch.setattr(registrations, "changed", lambda: bumps.append(1))
    sign_up(event, "lan")
    assert not bumps
    [minh] = sign_up(event, "minh")
    assert len(bumps) == 1
    registrations.cancel(minh)
    assert len(bumps) == 2


# --- What happens by itself ---------------------------------------------------------------------------------------------------


def test_the_day_before_everybody_with_a_seat_is_reminded_once(site_home):
    event = factories.event(site_home, registration_mode="open", starts=timezone.now() + timedelta(hours=20))
    far = factories.event(site_home, "Tháng sau", registration_mode="open", starts=timezone.now() + timedelta(days=30))
    lan, _minh = sign_up(event, "lan", "minh")
    for registration in (lan, *sign_up(far, "hoa")):
        registrations.confirm(registration)
    for _ in range(2):
        registrations.remind_all()
    assert [mail for mail in mails() if mail[0] == "event_reminder"] == [("event_reminder", "lan@example.vn")]


def test_another_time_or_place_is_told_once_to_all_who_are_in(event):
    lan, minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    registrations.cancel(minh)
    event.refresh_from_db()
    event.summary = "Chỉ sửa câu chữ."
    event.save_revision().publish()
    assert "event_changed" not in dict(mails())
    event.place = "Hội trường xã"
    for _ in range(2):
        event.save_revision().publish()
    told = [to for kind, to in mails() if kind == "event_changed"]
    assert told == ["lan@example.vn", "hoa@example.vn"]
    assert "Hội trường xã" in Notification.objects.filter(kind="event_changed").first().body
    assert lan.pk


def test_calling_off_is_told_with_its_reason_and_moves_nobody_up(event):
    lan, _minh, _hoa = sign_up(event, "lan", "minh", "hoa")
    event.called_off, event.change_note = True, "Bão số 9."
    event.save_revision().publish()
    assert [to for kind, to in mails() if kind == "event_called_off"] == [
        "lan@example.vn", "minh@example.vn", "hoa@example.vn",
    ]  # fmt: skip
    assert "Bão số 9." in Notification.objects.filter(kind="event_called_off").first().body
    registrations.cancel(lan)
    assert states(event) == ["cancelled", "pending", "waiting"]


def test_saving_a_draft_tells_nobody(event):
    sign_up(event, "lan")
    event.place = "Nơi khác"
    event.save_revision()
    assert [kind for kind, _to in mails()] == ["event_confirm"]


def test_after_the_event_people_are_forgotten_and_counts_stay(event, settings):
    settings.EVENT_RETENTION_DAYS = 30
    for registration in sign_up(event, "lan", "minh"):
        registrations.confirm(registration)
    Notification.objects.update(status=Notification.Status.SENT)
    ended = timezone.now()
    EventPage.objects.filter(pk=event.pk).update(starts=ended - timedelta(hours=2), ends=ended)
    erasure.erase_due(ended + timedelta(days=29))
    assert event.registrations.first().email == "lan@example.vn"
    for _ in range(2):
        erasure.erase_due(ended + timedelta(days=31))
    row = event.registrations.values().first()
    assert not any(row[name] for name in ("name", "email", "email_key", "phone", "organisation", "note"))
    assert event.registrations.confirmed().count() == 2
    assert PrivateLink.objects.count() == 0
    assert not Notification.objects.exclude(recipient="").exists()


# --- Staff ----------------------------------------------------------------------------------------------------------------

LIST = "/quan-tri/dang-ky-su-kien/"
COUNTS = "/quan-tri/so-nguoi-dang-ky/"


@pytest.mark.parametrize(
    ("role", "people", "counts"),
    [
        ("administrator", 200, 200), ("approver", 200, 200), ("editor", 200, 200), ("auditor", 302, 200),
        ("contributor", 302, 302), ("store_officer", 302, 302), ("stranger", 302, 302),
    ],
)  # fmt: skip
def test_who_may_see_people_and_who_only_counts(client, cast, event, role, people, counts):
    sign_up(event, "lan")
    if user := getattr(cast, role):
        client.force_login(user)
    seen = client.get(LIST)
    assert seen.status_code == people
    assert ("lan@example.vn" in seen.content.decode()) == (people == 200)
    numbers = client.get(COUNTS)
    assert numbers.status_code == counts
    assert "lan@example.vn" not in numbers.content.decode()


def test_participants_of_one_event_are_exported_and_nothing_in_it_runs(client, cast, event, site_home):
    registrations.register(event, person("lan", organisation="=HYPERLINK(1)"))
    sign_up(factories.event(site_home, "Khác", registration_mode="open"), "minh")
    client.force_login(cast.editor)
    query = f"?event__page_ptr__exact={event.pk}&export="
    csv = b"".join(client.get(LIST + query + "csv").streaming_content).decode("utf-8-sig")
    assert "lan@example.vn" in csv
    assert "minh@example.vn" not in csv
    assert "'=HYPERLINK" in csv
    assert client.get(LIST + query + "xlsx").status_code == 200
    counts = b"".join(client.get(COUNTS + "?export=csv").streaming_content).decode("utf-8-sig")
    assert event.title in counts


def test_the_editor_of_an_event_finds_its_people(client, cast, event):
    client.force_login(cast.editor)
    text = client.get(f"/quan-tri/pages/{event.pk}/edit/").content.decode()
    assert f"event__page_ptr__exact={event.pk}" in text


def test_the_lists_take_as_many_queries_for_one_row_as_for_twenty(client, cast, site_home, django_assert_num_queries):
    event = factories.event(site_home, registration_mode="open")
    sign_up(event, "nguoi0")
    client.force_login(cast.editor)
    from django.test.utils import CaptureQueriesContext

    numbers = []
    for more in (0, 19):
        sign_up(event, *(f"khach{number}" for number in range(more)))
        for address in (LIST, COUNTS):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            numbers.append(len(captured))
    assert numbers[:2] == numbers[2:]


def test_every_event_with_registration_has_its_line_in_the_counts(site_home):
    event = factories.event(site_home, registration_mode="open")
    event.save_revision().publish()
    factories.event(site_home, "Không đăng ký").save_revision().publish()
    assert [desk.event.pk for desk in EventDesk.objects.all()] == [event.pk]


def test_an_event_people_come_to_is_not_deleted_behind_their_backs(client, cast, event):
    [lan] = sign_up(event, "lan")
    client.force_login(cast.administrator)
    one, many = f"/quan-tri/pages/{event.pk}/delete/", f"/quan-tri/bulk/wagtailcore/page/delete/?id={event.pk}"
    for address in (one, many):
        client.post(address)
        assert EventPage.objects.filter(pk=event.pk).exists(), address
    registrations.cancel(lan)
    client.post(one)
    assert not EventPage.objects.filter(pk=event.pk).exists()


def unpublish_screens(event: EventPage) -> tuple[str, str]:
    return f"/quan-tri/pages/{event.pk}/unpublish/", f"/quan-tri/bulk/wagtailcore/page/unpublish/?id={event.pk}"


def is_live(event: EventPage) -> bool:
    return EventPage.objects.get(pk=event.pk).live


def test_an_event_people_come_to_is_called_off_before_it_is_unpublished(client, cast, event):
    sign_up(event, "lan", "minh", "hoa")
    client.force_login(cast.approver)
    one, many = unpublish_screens(event)
    asked = client.get(one).content.decode()
    assert "còn 3 người đã đăng ký" in asked and "đánh dấu “đã hủy”" in asked
    for address in (one, many):
        client.post(address)
        assert is_live(event), address
    told = client.get(f"/quan-tri/pages/{event.pk}/edit/").content.decode()
    assert "còn 3 người đã đăng ký" in told
    event.called_off, event.change_note = True, "Mưa bão"
    event.save_revision().publish()
    assert [kind for kind, _to in mails()].count("event_called_off") == 3
    assert "người đã đăng ký" not in client.get(one).content.decode()
    client.post(one)
    assert not is_live(event)


def test_a_section_is_not_unpublished_with_the_events_people_come_to(client, cast, event):
    sign_up(event, "lan")
    section = event.get_parent()
    client.force_login(cast.approver)
    address = f"/quan-tri/pages/{section.pk}/unpublish/"
    assert "còn 1 người đã đăng ký" in client.get(address).content.decode()
    client.post(address, {"include_descendants": "on"})
    assert is_live(event)


def test_an_event_that_is_over_is_unpublished_like_any_page(client, cast, event):
    sign_up(event, "lan")
    EventPage.objects.update(starts=timezone.now() - timedelta(hours=3), ends=timezone.now() - timedelta(hours=1))
    client.force_login(cast.approver)
    client.post(unpublish_screens(event)[0])
    assert not is_live(event)


def test_an_administrator_may_take_it_off_at_once_and_that_is_logged(client, cast, event):
    sign_up(event, "lan")
    client.force_login(cast.administrator)
    one, _many = unpublish_screens(event)
    assert "việc này được ghi vào nhật ký" in client.get(one).content.decode()
    client.post(one)
    assert not is_live(event)
    (entry,) = PageLogEntry.objects.filter(page=event.pk, action=OVERRIDE)
    assert (entry.user, entry.data) == (cast.administrator, {"registered": 1})
    assert states(event) == ["pending"]


def test_a_page_does_not_take_itself_off_before_its_event_is_over(event):
    event.expire_at = event.ends - timedelta(minutes=1)
    with pytest.raises(ValidationError, match="báo hủy trước"):
        event.full_clean()
    event.expire_at = event.ends + timedelta(days=1)
    event.full_clean()


def test_the_auditor_finds_nobody_out_by_asking_the_counts(client, cast, event):
    sign_up(event, "lan")
    client.force_login(cast.auditor)
    address = "/quan-tri/so-nguoi-dang-ky/"
    asked = [f"?event__registrations__email__startswith={start}" for start in ("lan", "minh")]
    assert [event.title in client.get(address + query).content.decode() for query in asked] == [True, True]


def test_staff_who_read_mail_get_no_working_link_from_it(client, cast, event):
    sign_up(event, "lan")
    notification = Notification.objects.get()
    token = link("event_confirm", "lan@example.vn").rstrip("/").rpartition("/")[2]
    client.force_login(cast.administrator)
    text = client.get(f"/quan-tri/thu-bao/inspect/{notification.pk}/").content.decode()
    assert "/dang-ky-su-kien/***" in text
    assert token not in text
