"""Quizzes: every answer is explained, nothing is stored anywhere."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from campaigns.blocks import QuizQuestionBlock
from campaigns.models import SurveyResponse
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(site_home):
    return factories.quiz(site_home)


def text(client, quiz, query: str = "") -> str:
    response = client.get(f"{quiz.url}{query}")
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_before_answering_nothing_is_given_away(client, quiz):
    page = text(client, quiz)
    assert "Vỏ chuối bỏ đâu?" in page
    assert "ủ được thành phân" not in page
    assert "Đúng" not in page.split("<main", 1)[1].split("Xem đúng hay sai")[0]


def test_right_and_wrong_answers_are_told_and_explained(client, quiz):
    page = text(client, quiz, "?c1=1&c2=2")
    assert "Đúng 1 trên 2 câu." in page
    assert "Chưa đúng" in page
    assert "ủ được thành phân" in page
    assert "Pin có chất độc" in page


def test_only_answered_questions_are_explained(client, quiz):
    page = text(client, quiz, "?c1=2")
    assert "Còn 1 câu chưa trả lời." in page
    assert "Pin có chất độc" not in page


@pytest.mark.parametrize("query", ["?c1=9", "?c1=x", "?c7=1", "?c1=", "?c1=%00", "?c1=-1"])
def test_an_answer_that_is_no_option_is_as_if_not_given(client, quiz, query):
    assert "trên 2 câu" not in text(client, quiz, query)


def test_nothing_is_stored(client, quiz, settings, tmp_path):
    text(client, quiz, "?c1=1&c2=1")
    assert not SurveyResponse.objects.exists()


def test_answers_stay_out_of_search_engines(client, quiz):
    assert 'content="noindex"' in text(client, quiz, "?c1=1")
    assert 'content="noindex"' not in text(client, quiz)


@pytest.mark.parametrize("right", [0, 2])
def test_a_question_has_exactly_one_right_answer(right):
    block = QuizQuestionBlock()
    options = [{"text": f"Phương án {number}", "correct": number < right} for number in range(3)]
    value = block.to_python({"text": "Câu?", "options": options, "explanation": "<p>Vì thế.</p>"})
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert set(error.value.block_errors) == {"options"}


def test_a_draft_never_leaks(client, site_home):
    draft = factories.quiz(site_home, "Câu đố nháp", live=False)
    assert client.get(draft.url).status_code == 404
    assert "Câu đố nháp" not in client.get(draft.get_parent().url).content.decode()
