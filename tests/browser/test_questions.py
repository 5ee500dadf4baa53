"""Answering: a survey on a phone, with a mistake on the way; a quiz with its explanations."""

import re

import pytest
from playwright.sync_api import expect

from campaigns.models import SurveyResponse
from home.bootstrap import ensure_home
from tests import factories
from tests.browser.judging import accessible, fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.expect_console("422")
def test_somebody_forgets_a_question_mends_it_and_is_thanked(phone, roots):
    survey = factories.survey(ensure_home())
    phone.goto(survey.url)
    phone.get_by_label("Hộp", exact=True).check()
    phone.get_by_label("Bạn góp ý gì?").fill("Bán lá dong gần cổng.")
    phone.get_by_label("Tôi đồng ý gửi câu trả lời").check()
    phone.get_by_role("button", name="Gửi câu trả lời").click()
    expect(phone.get_by_role("alert")).to_contain_text("Câu này cần được trả lời.")
    expect(phone.get_by_label("Bạn góp ý gì?")).to_have_value("Bán lá dong gần cổng.")
    expect(phone.get_by_label("Hộp", exact=True)).to_be_checked()
    accessible(phone)
    fits(phone)
    phone.get_by_label("Làn", exact=True).check()
    phone.get_by_role("button", name="Gửi câu trả lời").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đã nhận câu trả lời")
    accessible(phone)
    assert phone.context.cookies() == []
    assert SurveyResponse.objects.get().answers["q-gop-y"] == "Bán lá dong gần cổng."


def test_a_quiz_says_what_is_right_and_why(new_page, roots):
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(factories.quiz(ensure_home()).url)
    page.get_by_label("Thùng giấy").check()
    page.get_by_label("Điểm thu gom pin").check()
    page.get_by_role("button", name="Xem đúng hay sai").click()
    expect(page.get_by_role("status")).to_contain_text("Đúng 1 trên 2 câu.")
    expect(page.get_by_text("Vỏ quả ủ được thành phân.")).to_be_visible()
    page.get_by_role("link", name="Làm lại").click()
    expect(page).not_to_have_url(re.compile(r"\?"))


def test_the_answered_quiz_is_accessible(page, roots):
    page.goto(f"{factories.quiz(ensure_home()).url}?c1=2&c2=1")
    accessible(page)
    fits(page)
