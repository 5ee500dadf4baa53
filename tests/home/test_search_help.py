"""What staff tell the search and it tells them: promoted results, what readers look for; and suggestions."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import erasure
from home.models import PageTopic, PromotedResult, SearchTally, SynonymGroup, Topic
from home.roles import Role
from home.search import tallies
from tests import factories
from tests.home.sample_jobs import stop_clock
from tests.home.search_pages import write_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(site_home):
    return partial(write_page, site_home)


@pytest.fixture
def ask(client, site_home):
    def get(query: str, **params):
        return client.get("/tim-kiem/", {"q": query, **params}).context

    return get


@pytest.fixture
def offered(client, site_home):
    """Titles and kinds that the script is offered for what was typed."""

    def get(query: str, prefix: str = ""):
        response = client.get(f"{prefix}/tim-kiem/goi-y/", {"q": query})
        assert response.status_code == 200
        return [(item["title"], item["kind"]) for item in response.json()["items"]]

    return get


# --- Synonyms -------------------------------------------------------------------------------------------------------


def test_a_group_that_staff_add_works_at_once_and_one_they_switch_off_does_not(write):
    from home.visibility import public_pages

    write("Hộp bã mía")
    group = SynonymGroup.objects.create(members="Hộp bã mía\nhộp sợi mía")
    assert public_pages().search("hop soi mia").count() == 1
    SynonymGroup.objects.filter(pk=group.pk).update(is_active=False)
    assert public_pages().search("hop soi mia").count() == 0


def test_the_members_are_kept_tidy(db):
    group = SynonymGroup.objects.create(members="  Túi  Vải \n\ntúi vải\ntúi bố\n")
    assert group.members == "túi vải\ntúi bố"


def test_what_staff_made_of_the_table_survives_the_next_start(shipped_synonyms):
    from home.search.synonyms import load_synonyms

    SynonymGroup.objects.first().delete()
    left = SynonymGroup.objects.count()
    assert load_synonyms().created == 0
    assert SynonymGroup.objects.count() == left


# --- Promoted results ---------------------------------------------------------------------------------------------


def test_the_editors_choice_stands_first_however_the_question_is_written(ask, write):
    page = write("Kế hoạch 93", summary="Cả tỉnh")
    PromotedResult.objects.create(queries="sản xuất bền vững\nkế hoạch", page=page)
    for asked in ("sản xuất bền vững", "SAN XUAT ben vung", "kế  hoạch"):
        assert [(choice.title, choice.summary) for choice in ask(asked)["promoted"]] == [("Kế hoạch 93", "Cả tỉnh")]
    assert ask("kế hoạch 93")["promoted"] == []


def test_an_address_of_the_site_may_be_promoted_too(client, site_home):
    PromotedResult.objects.create(
        queries="bản đồ", address="/diem-ban/?dh=xanh", title="Bản đồ điểm xanh", title_en="Green map"
    )
    vi = client.get("/tim-kiem/", {"q": "ban do"})
    assert [(c.title, c.url) for c in vi.context["promoted"]] == [("Bản đồ điểm xanh", "/diem-ban/?dh=xanh")]
    assert "Không tìm thấy gì" not in vi.content.decode()
    en = client.get("/en/tim-kiem/", {"q": "ban do"})
    assert [(c.title, c.url) for c in en.context["promoted"]] == [("Green map", "/en/diem-ban/?dh=xanh")]


def test_a_draft_or_private_page_is_never_promoted(ask, offered, write):
    hidden = write("Nháp", live=False)
    private = write("Riêng")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for page in (hidden, private):
        PromotedResult.objects.create(queries="bí mật", page=page)
    assert ask("bí mật")["promoted"] == []
    assert offered("bí mật") == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"queries": "a"}, "page"),
        ({"queries": " … ", "address": "/x/", "title": "X"}, "queries"),
        ({"queries": "a", "address": "https://noi.khac/", "title": "X"}, "address"),
        ({"queries": "a", "address": "//noi.khac/", "title": "X"}, "address"),
        ({"queries": "a", "address": "/x/"}, "title"),
    ],
)
def test_a_choice_that_leads_nowhere_is_refused_beside_its_field(db, fields, wrong):
    with pytest.raises(ValidationError) as caught:
        PromotedResult(**fields).clean()
    assert wrong in caught.value.message_dict


# --- What readers look for ------------------------------------------------------------------------------------------


def tallied() -> dict[str, tuple[int, int]]:
    return {row.asked: (row.times, row.times_empty) for row in SearchTally.objects.all()}


def test_searches_are_counted_by_what_is_meant_and_whether_anything_was_found(ask, write):
    write("Túi vải")
    for asked in ("túi vải", "TUI VAI", "tui  vai", "xe điện"):
        ask(asked)
    assert tallied() == {"túi vải": (3, 0), "xe điện": (1, 1)}


def test_only_what_a_reader_asked_is_counted_and_only_once(client, write):
    write("Túi vải")
    client.head("/tim-kiem/", {"q": "túi"})
    client.get("/tim-kiem/", {"q": "túi"}, headers={"Sec-Purpose": "prefetch"})
    client.get("/tim-kiem/", {"q": "túi", "trang": "2"})  # there is but one, so this is the first again
    client.get("/tim-kiem/", {"q": ""})
    client.get("/tim-kiem/goi-y/", {"q": "túi"})
    assert tallied() == {"túi": (1, 0)}


@pytest.mark.parametrize(
    "asked", ["an@example.vn", "0912 345 678", "thẻ 019.085.001.234", "a " * 11, "x" * 81, "…", "091-234-5678 an"]
)
def test_what_may_tell_who_asked_is_not_kept(ask, asked):
    ask(asked)
    assert tallied() == {}


def test_a_busy_database_costs_nobody_the_answer(ask, write, monkeypatch):
    write("Túi vải")

    def busy(*args, **kwargs):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(SearchTally.objects, "filter", busy)
    assert ask("túi vải")["total"] == 1


def test_a_robots_inventions_do_not_fill_the_table(ask, monkeypatch, site_home):
    monkeypatch.setattr(tallies, "MOST_IN_A_MONTH", 2)
    for asked in ("một", "hai", "ba", "một"):
        ask(asked)
    assert tallied() == {"một": (2, 2), "hai": (1, 1)}


def test_rare_questions_are_shown_to_nobody_and_soon_forgotten(site_home):
    with stop_clock() as clock:
        for asked, times in (("hiếm", 2), ("hay gặp", 3)):
            for _ in range(times):
                tallies.tally(asked, "vi", found=False)
        assert [row.asked for row in tallies.worth_telling()] == ["hay gặp"]
        clock.forward(days=95)
        erasure.erase_due()
        assert list(tallied()) == ["hay gặp"]
        clock.forward(days=340)
        erasure.erase_due()
        assert tallied() == {}


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.AUDITOR, 200), (Role.CONTRIBUTOR, 302)])
def test_the_report_is_for_those_who_answer_for_the_content(client, cast, site_home, role, status):
    SearchTally.objects.create(month=date(2026, 11, 1), language="vi", folded="xe dien", asked="xe điện", times=4)
    SearchTally.objects.create(month=date(2026, 11, 1), language="vi", folded="rieng", asked="riêng tư", times=1)
    client.force_login(getattr(cast, role))
    response = client.get("/quan-tri/tim-kiem/nguoi-doc-tim-gi/")
    assert response.status_code == status
    if status == 200:
        text = response.content.decode()
        assert "xe điện" in text
        assert "riêng tư" not in text
        assert ("Thêm từ đồng nghĩa" in text) == (role == Role.EDITOR)


def test_an_editor_adds_a_group_and_sees_what_is_wrong_beside_the_field(client, cast):
    client.force_login(cast.editor)
    address = "/quan-tri/tim-kiem/tu-dong-nghia/create/"
    refused = client.post(address, {"members": "túi vải\ntúi", "is_active": "on"})
    assert "chỉ có một tiếng" in refused.content.decode()
    assert "túi vải\ntúi" in refused.content.decode()
    assert client.post(address, {"members": "túi vải\ntúi bố", "is_active": "on"}).status_code == 302
    assert str(SynonymGroup.objects.get()) == "túi vải = túi bố"


# --- When nothing is found ------------------------------------------------------------------------------------------


def test_a_wrong_letter_leads_to_the_question_that_was_meant(client, write):
    write("Phân loại rác tại nhà")
    response = client.get("/tim-kiem/", {"q": "phan loai rc"})
    assert response.context["meant"] == "phân loại rác"
    assert 'href="/tim-kiem/?q=ph%C3%A2n%20lo%E1%BA%A1i%20r%C3%A1c"' in response.content.decode()


def test_pages_with_some_of_the_words_are_better_than_nothing(ask, write):
    write("Phân loại rác")
    context = ask("phân loại tiền cổ")
    assert context["total"] == 0
    assert [page.title for page in context["some_words"]] == ["Phân loại rác"]


def test_words_of_drafts_are_never_offered(ask, write):
    write("Xylophon mới", live=False)
    write("Chợ phiên")
    assert ask("xylopho")["meant"] == ""


# --- Suggestions ----------------------------------------------------------------------------------------------------


def test_titles_are_offered_by_their_first_letters_with_or_without_marks(offered, write, site_home):
    write("Túi vải")
    factories.guide(site_home, "Đi chợ bằng túi vải")
    write("Chợ", summary="Có túi")
    expected = {("Túi vải", ""), ("Đi chợ bằng túi vải", "Cẩm nang")}
    assert set(offered("túi v")) == set(offered("TUI V")) == expected
    assert offered("t") == []
    assert offered(" … ") == []


def test_topics_and_places_are_offered_beside_pages_and_nothing_twice(offered, write, site_home):
    topic = Topic.objects.create(name="Chợ xanh")
    guide = factories.guide(site_home, "Chợ xanh ở xã")
    assert ("Chợ xanh", "Chủ đề") not in offered("chợ x")
    PageTopic.objects.create(page=guide, topic=topic)
    factories.store("Chợ xanh Gia Sàng")
    PromotedResult.objects.create(queries="chợ x", page=guide)
    found = offered("chợ x")
    assert found[0] == ("Chợ xanh ở xã", "Cẩm nang")
    assert {("Chợ xanh", "Chủ đề"), ("Chợ xanh Gia Sàng", "Điểm bán")} <= set(found)
    assert len(found) == len(set(found))


def test_suggestions_never_name_a_draft_and_are_few(offered, write):
    for number in range(12):
        write(f"Làn tre {number}")
    write("Làn tre nháp", live=False)
    found = offered("làn tre")
    assert len(found) == 8
    assert "Làn tre nháp" not in dict(found)


def test_english_readers_are_offered_english_pages(client, write, site_home, offered):
    factories.english(write("Túi Eco"), title="Eco bag")
    assert offered("eco", prefix="/en") == [("Eco bag", "")]


def test_suggestions_cost_the_same_for_one_page_and_for_eight(client, write, site_home):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/tim-kiem/goi-y/", {"q": "làn tre"})
        return len(captured)

    write("Làn tre")
    queries()
    one = queries()
    for number in range(7):
        write(f"Làn tre {number}")
    assert queries() == one <= 20
