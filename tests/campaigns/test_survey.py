"""Surveys: answers without names, nothing typed is lost, counts that agree, few answers kept closed."""

from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from campaigns.models import SurveyPage, SurveyResponse
from campaigns.surveys.questions import questions_of
from campaigns.surveys.results import FEWEST_SHOWN, results_of
from home.anonymous_forms import TRAP
from tests import factories

pytestmark = pytest.mark.django_db

ANSWERS = {
    "cau-q-dung": "o-lan", "cau-q-nhieu": ["o-hop", "o-binh"], "cau-q-phien": "2", "cau-q-gop-y": "Bán lá dong gần cổng.",
    "dong-y": "1",
}  # fmt: skip


@pytest.fixture
def survey(site_home) -> SurveyPage:
    return factories.survey(site_home)


def send(client, survey, prefix: str = "", **changes):
    data = {key: value for key, value in (ANSWERS | changes).items() if value is not None}
    return client.post(f"{prefix}{survey.url}gui/", data, HTTP_SEC_FETCH_SITE="same-origin")


def answer(survey, number: int = 1, **answers) -> None:
    kept = {"q-dung": "o-lan", "q-phien": "2"} | answers
    SurveyResponse.objects.bulk_create(SurveyResponse(survey=survey, answers=kept) for _ in range(number))


# --- Answering --------------------------------------------------------------------------------------------------------


def test_an_answer_is_stored_without_anything_about_the_person(client, survey):
    response = send(client, survey)
    assert response.status_code == 302
    assert response["Location"] == f"{survey.url}cam-on/"
    assert not response.cookies
    (stored,) = SurveyResponse.objects.values()
    assert stored.pop("answers") == {
        "q-dung": "o-lan", "q-nhieu": ["o-hop", "o-binh"], "q-phien": "2", "q-gop-y": "Bán lá dong gần cổng.",
    }  # fmt: skip
    assert set(stored) == {"id", "survey_id", "answered_on"}
    assert client.get(response["Location"]).status_code == 200


def test_questions_that_need_no_answer_may_stay_open(client, survey):
    empty = {"cau-q-nhieu": None, "cau-q-phien": None, "cau-q-gop-y": ""}
    assert send(client, survey, **empty).status_code == 302
    assert SurveyResponse.objects.get().answers == {"q-dung": "o-lan"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cau-q-dung": None}, "Câu này cần được trả lời."),
        ({"dong-y": None}, "Hãy đánh dấu đồng ý"),
        ({"cau-q-phien": "6"}, "Hãy chọn một trong các câu trả lời có sẵn."),
        ({"cau-q-dung": "o-khac"}, "Hãy chọn một trong các câu trả lời có sẵn."),
        ({"cau-q-gop-y": "dài " * 600 + "Bán lá dong gần cổng."}, "dài quá 2000 ký tự"),
    ],
)
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client, survey, changes, words):
    response = send(client, survey, **changes)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "Bán lá dong gần cổng." in text
    assert 'value="o-hop" checked' in text
    assert not SurveyResponse.objects.exists()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("opens", "closes", "words"), [(-9, -1, "đã kết thúc"), (1, 9, "chưa mở")])
def test_outside_its_days_nothing_is_taken_and_nothing_lost(client, site_home, opens, closes, words):
    today = timezone.localdate()
    survey = factories.survey(site_home, opens=today + timedelta(opens), closes=today + timedelta(closes))
    response = send(client, survey)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "Bán lá dong gần cổng." in text
    assert not SurveyResponse.objects.exists()


def test_a_form_from_another_site_is_refused_with_its_words_kept(client, survey):
    response = client.post(f"{survey.url}gui/", ANSWERS, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert "Bán lá dong gần cổng." in response.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_robot_in_the_trap_believes_it_succeeded(client, survey):
    assert send(client, survey, **{TRAP: "http://spam.example"})["Location"] == f"{survey.url}cam-on/"
    assert not SurveyResponse.objects.exists()


def test_a_draft_takes_no_answers(client, site_home):
    draft = factories.survey(site_home, "Khảo sát nháp", live=False)
    assert send(client, draft).status_code == 404
    assert client.get(draft.url).status_code == 404
    assert "Khảo sát nháp" not in client.get(draft.get_parent().url).content.decode()


def test_the_days_are_in_order(survey):
    survey.closes = survey.opens - timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        survey.full_clean()
    assert "closes" in error.value.message_dict


# --- Counting ---------------------------------------------------------------------------------------------------------


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["o-lan", "o-tui", None]), st.sets(st.sampled_from(["o-hop", "o-binh"])))))
def test_counts_are_those_of_the_answers(survey, given_answers):
    SurveyResponse.objects.all().delete()
    for one, several in given_answers:
        stored = {key: value for key, value in (("q-dung", one), ("q-nhieu", sorted(several))) if value}
        SurveyResponse.objects.create(survey=survey, answers=stored)
    results = results_of(survey)
    single, multiple = results.questions[0], results.questions[1]
    assert results.total == len(given_answers)
    assert [row.count for row in single.rows] == [
        Counter(a for a, _ in given_answers)[key] for key in ("o-lan", "o-tui")
    ]
    assert single.answered == sum(row.count for row in single.rows)
    assert [row.count for row in multiple.rows] == [
        sum(key in several for _, several in given_answers) for key in ("o-hop", "o-binh")
    ]


def test_the_mean_of_a_scale(survey):
    for step in "1225":
        answer(survey, **{"q-phien": step})
    assert results_of(survey).questions[2].mean == 2.5


def test_an_option_that_was_taken_out_is_not_lost_from_those_who_answered(survey):
    answer(survey, **{"q-dung": "o-cu"})
    result = results_of(survey).questions[0]
    assert result.answered == 1
    assert sum(row.count for row in result.rows) == 0


@pytest.mark.parametrize(
    ("shown", "offset", "visible"),
    [("always", 1, True), ("closed", 1, False), ("closed", -1, True), ("never", -1, False)],
)
def test_results_are_public_when_staff_said_so(client, site_home, shown, offset, visible):
    today = timezone.localdate()
    survey = factories.survey(
        site_home, opens=today - timedelta(9), closes=today + timedelta(offset), results_shown=shown
    )
    answer(survey, FEWEST_SHOWN, **{"q-gop-y": "Lời riêng của một người"})
    text = client.get(survey.url).content.decode()
    assert (f"{FEWEST_SHOWN} phiếu trả lời" in text) == visible
    assert "Lời riêng của một người" not in text


def test_few_answers_stay_closed(client, site_home):
    survey = factories.survey(site_home, results_shown="always")
    answer(survey, FEWEST_SHOWN - 1)
    text = client.get(survey.url).content.decode()
    assert "Còn ít phiếu trả lời" in text
    assert "result-bars" not in text


# --- For staff --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "tai-ve/"])
def test_strangers_and_staff_without_the_right_read_no_answers(client, survey, cast, address):
    path = f"/quan-tri/khao-sat/{survey.pk}/{address}"
    assert client.get(path).status_code == 302
    client.force_login(cast.store_officer)
    assert client.get(path).status_code in (302, 403)


def test_staff_read_counts_and_words(client, survey, cast):
    answer(survey, **{"q-gop-y": "Bán lá dong gần cổng."})
    client.force_login(cast.editor)
    text = client.get(f"/quan-tri/khao-sat/{survey.pk}/").content.decode()
    assert "Bán lá dong gần cổng." in text
    assert "Bạn đi chợ bằng gì?" in text


def test_the_workbook_has_a_row_a_person_and_no_formula(client, survey, cast):
    answer(survey, **{"q-nhieu": ["o-hop", "o-binh"], "q-gop-y": "=HYPERLINK(1)"})
    client.force_login(cast.approver)
    response = client.get(f"/quan-tri/khao-sat/{survey.pk}/tai-ve/")
    sheet = load_workbook(BytesIO(response.content)).active
    headings, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert headings[1:] == [question.value["text"] for question in questions_of(survey)]
    assert row[1:] == ["Làn", "Hộp; Bình nước", "2", "=HYPERLINK(1)"]
    assert all(cell.data_type != "f" for cell in sheet[2])
