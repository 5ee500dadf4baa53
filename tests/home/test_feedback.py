"""“Is this page useful?”: counted once a network and day, words without contacts, read by the agency whose page it is."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from home import erasure
from home.anonymous_forms import TRAP, signed
from home.feedback.masking import without_contacts
from home.models import PageFeedback
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site_home):
    return factories.guide(site_home, agency=factories.agency())


def say(client, page, word: str = "co", prefix: str = "", network: str = "203.0.113.7", **further):
    data = {"co_ich": word, **further}
    return client.post(f"{prefix}/gop-y/{page.pk}/gui/", data, HTTP_SEC_FETCH_SITE="same-origin", REMOTE_ADDR=network)


def write(client, answer, text: str, **further):
    address = f"{answer['Location']}gui/"
    return client.post(address, {"text": text, **further}, HTTP_SEC_FETCH_SITE="same-origin")


def rows() -> list[dict]:
    return list(PageFeedback.objects.order_by("pk").values("useful", "counted", "text"))


# --- The page ---------------------------------------------------------------------------------------------------------


def test_every_page_that_tells_something_asks(client, site_home):
    pages = [factories.guide(site_home), factories.article(site_home), factories.campaign(site_home),
             factories.event(site_home), factories.survey(site_home), factories.quiz(site_home),
             factories.resource(site_home), factories.standard_page(site_home)]  # fmt: skip
    for page in pages:
        text = client.get(page.url).content.decode()
        assert "Trang này có ích không?" in text, page
        assert f'action="/gop-y/{page.pk}/gui/"' in text
        assert text.index("</form>", text.index('class="page-feedback"')) > 0


# --- Answering --------------------------------------------------------------------------------------------------------


def test_an_answer_and_a_word_are_kept_without_anything_about_the_reader(client, page):
    answer = say(client, page, "khong")
    assert answer.status_code == 302
    assert not answer.cookies
    assert client.get(answer["Location"]).status_code == 200
    done = write(client, answer, "  Thiếu giờ họp chợ Đồng Hỷ.  ")
    assert done["Location"] == f"/gop-y/{page.pk}/xong/"
    assert client.get(done["Location"]).status_code == 200
    [row] = PageFeedback.objects.values()
    assert row == {
        "id": row["id"], "page_id": page.pk, "agency_id": page.agency_id, "language": "vi",
        "day": timezone.localdate(), "useful": False, "counted": True, "text": "Thiếu giờ họp chợ Đồng Hỷ.",
        "state": "new", "note": "",
    }  # fmt: skip


def test_opening_addresses_counts_nothing(client, page):
    assert client.get(f"/gop-y/{page.pk}/gui/").status_code == 302
    assert client.get(f"/gop-y/{page.pk}/")["Location"] == page.url
    assert rows() == []


def test_one_answer_a_network_and_day_counts_and_nobodys_words_are_lost(client, page):
    say(client, page)
    second = say(client, page, "khong")
    assert second.status_code == 302
    write(client, second, "Ảnh bị mờ.")
    other = say(client, page, network="203.0.113.8")
    assert other.status_code == 302
    assert rows() == [
        {"useful": True, "counted": True, "text": ""},
        {"useful": False, "counted": False, "text": "Ảnh bị mờ."},
        {"useful": True, "counted": True, "text": ""},
    ]


def test_posting_the_words_twice_keeps_them_once_and_what_staff_have_read_stays(client, page):
    answer = say(client, page)
    write(client, answer, "Thiếu giá.")
    write(client, answer, "Thiếu giá làn.")
    assert PageFeedback.objects.get().text == "Thiếu giá làn."
    PageFeedback.objects.update(state="read")
    write(client, answer, "Khác")
    assert PageFeedback.objects.get().text == "Thiếu giá làn."


def test_words_may_stay_out(client, page):
    assert write(client, say(client, page), "").status_code == 302
    assert PageFeedback.objects.get().text == ""


def test_too_long_is_explained_and_nothing_typed_is_lost(client, page):
    response = write(client, say(client, page), "dài " * 300 + "hết")
    assert response.status_code == 422
    assert "dài quá 1000 ký tự" in response.content.decode()
    assert "dài hết" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Gọi 0912 345 678 nhé", "Gọi [số điện thoại] nhé"),
        ("Gọi +84 208 3855 123.", "Gọi [số điện thoại]."),
        ("Thư lan.nguyen@example.vn", "Thư [thư điện tử]"),
        ("CCCD 019123456789 của tôi", "CCCD *** của tôi"),
        ("Nghị định 08/2022 và 12 bước, giá 25.000 đồng, năm 2026", "Nghị định 08/2022 và 12 bước, giá 25.000 đồng, năm 2026"),
    ],
)  # fmt: skip
def test_contacts_are_masked(typed, kept):
    assert without_contacts(typed) == kept


def test_contacts_are_never_stored(client, page):
    write(client, say(client, page), "Gọi 0912345678 hoặc lan@example.vn")
    assert PageFeedback.objects.get().text == "Gọi [số điện thoại] hoặc [thư điện tử]"


def test_robots_believe_they_succeeded(client, page):
    answer = say(client, page, **{TRAP: "http://spam.example"})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert write(client, answer, "spam").status_code == 302
    real = say(client, page)
    assert write(client, real, "spam", **{TRAP: "x"}).status_code == 302
    assert rows() == [{"useful": True, "counted": True, "text": ""}]


def test_a_form_from_another_site_is_refused(client, page):
    response = client.post(f"/gop-y/{page.pk}/gui/", {"co_ich": "co"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert rows() == []


def test_a_flood_is_refused_and_what_was_written_stays_on_the_screen(client, page):
    answer = say(client, page)
    texts = [write(client, answer, f"Lời {number}") for number in range(31)]
    assert texts[-1].status_code == 429
    assert "Lời 30" in texts[-1].content.decode()


def test_nonsense_leads_back_to_the_page(client, page):
    assert say(client, page, "co the")["Location"] == page.url
    assert rows() == []


def test_drafts_and_private_pages_take_nothing_and_show_nothing(client, site_home):
    draft = factories.guide(site_home, "Bản nháp", live=False)
    private = factories.article(site_home, "Trang riêng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for hidden in (draft, private):
        assert say(client, hidden).status_code == 404
        answer = signed("feedback", page=hidden.pk, answer=1, useful=1)
        for path in ("", "xong/", f"{answer}/"):
            response = client.get(f"/gop-y/{hidden.pk}/{path}")
            assert response.status_code == 404
            assert hidden.title not in response.content.decode()
    assert rows() == []


def test_an_answers_address_is_for_one_page_and_cannot_be_made_up(client, page, site_home):
    other = factories.article(site_home)
    answer = say(client, page)["Location"].rstrip("/").rpartition("/")[2]
    assert client.get(f"/gop-y/{other.pk}/{answer}/").status_code == 404
    assert client.get(f"/gop-y/{page.pk}/{answer[:-2]}xx/").status_code == 404


def test_yesterdays_address_changes_nothing(client, page):
    answer = say(client, page)
    PageFeedback.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert write(client, answer, "Muộn").status_code == 302
    assert PageFeedback.objects.get().text == ""


def test_an_english_reader_of_an_untranslated_page(client, page):
    answer = say(client, page, prefix="/en")
    assert answer["Location"].startswith("/en/gop-y/")
    assert PageFeedback.objects.get().language == "en"


def test_words_are_erased_after_two_years_and_the_counts_stay(client, page):
    write(client, say(client, page), "Thiếu giá.")
    erasure.erase_due(timezone.now() + timedelta(days=729))
    assert PageFeedback.objects.get().text
    erasure.erase_due(timezone.now() + timedelta(days=731))
    assert rows() == [{"useful": True, "counted": True, "text": ""}]


# --- For staff --------------------------------------------------------------------------------------------------------

INBOX, REPORT = "/quan-tri/gop-y/", "/quan-tri/reports/trang-co-ich/"


def wrote(page, text: str, **fields) -> PageFeedback:
    values = {"page_id": page.pk, "agency": page.agency, "useful": False, "text": text} | fields
    return PageFeedback.objects.create(**values)


@pytest.mark.parametrize("address", [INBOX, REPORT, f"{INBOX}?export=csv"])
def test_strangers_and_staff_without_the_right_read_nothing(client, page, cast, address):
    assert client.get(address).status_code == 302
    client.force_login(cast.store_officer)
    assert client.get(address).status_code in (302, 403)


def test_people_of_an_agency_read_what_is_about_its_pages_and_those_it_took_over(client, site_home, page, cast):
    other = factories.agency("Sở Nông nghiệp và Môi trường")
    former = factories.agency("Sở Tài nguyên và Môi trường", successor=other)
    ours = wrote(page, "Lời cho Công Thương")
    theirs = wrote(factories.article(site_home, agency=other), "Lời cho Nông nghiệp")
    wrote(factories.article(site_home, "Bài cũ", agency=former), "Lời cho sở cũ")
    cast.editor.agency = other
    cast.editor.save()
    client.force_login(cast.editor)
    text = client.get(INBOX).content.decode()
    assert "Lời cho Nông nghiệp" in text
    assert "admin/img/icon" not in text  # Django's own admin, whose files are not collected
    assert "Lời cho sở cũ" in text
    assert "Lời cho Công Thương" not in text
    for action in ("edit", "inspect"):
        mine = client.get(f"{INBOX}{action}/{theirs.pk}/")
        assert mine.status_code == 200
        assert "admin/img/icon" not in mine.content.decode()
        assert "False" not in mine.content.decode()
        assert client.get(f"{INBOX}{action}/{ours.pk}/").status_code in (302, 403)
    client.force_login(cast.administrator)
    assert "Lời cho Công Thương" in client.get(INBOX).content.decode()


def test_staff_note_what_was_done_and_change_no_word(client, page, cast):
    row = wrote(page, "Thiếu giá.")
    client.force_login(cast.editor)
    assert "Thiếu giá." in client.get(f"{INBOX}edit/{row.pk}/").content.decode()
    response = client.post(f"{INBOX}edit/{row.pk}/", {"state": "done", "note": "Đã bổ sung", "text": "Sửa lời"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, row.text) == ("done", "Đã bổ sung", "Thiếu giá.")
    assert client.get(f"{INBOX}delete/{row.pk}/").status_code in (302, 403)
    assert client.get(f"{INBOX}create/").status_code in (302, 403, 404)


def test_the_auditor_reads_and_changes_nothing(client, page, cast):
    row = wrote(page, "Thiếu giá.")
    client.force_login(cast.auditor)
    assert "Thiếu giá." in client.get(INBOX).content.decode()
    assert client.get(f"{INBOX}edit/{row.pk}/").status_code in (302, 403)


def test_the_inbox_is_what_was_written_and_is_narrowed_and_searched(client, site_home, page, cast):
    wrote(page, "Thiếu giá làn.")
    wrote(page, "", useful=True)
    article = factories.article(site_home, agency=page.agency)
    wrote(article, "Ảnh mờ.", state="done")
    client.force_login(cast.editor)

    def shown(query: str) -> int:
        return len(re.findall(r'data-object-pk="\d+"', client.get(f"{INBOX}?{query}").content.decode()))

    assert shown("") == 2
    assert shown("loi=tat-ca") == 3
    assert shown("state__exact=done") == 1
    assert shown(f"page__id__exact={article.pk}") == 1
    assert shown("q=gia lan") == 1


def test_the_export_holds_no_formula(client, page, cast):
    wrote(page, "=HYPERLINK(1)")
    client.force_login(cast.editor)
    response = client.get(f"{INBOX}?export=xlsx")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sheet = load_workbook(BytesIO(content)).active
    words = [cell for cell in sheet[2] if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in words] == ["s"]
    assert sheet[2][0].value == page.title


def test_the_report_names_the_worst_pages_that_have_enough_answers(client, site_home, page, cast):
    good = factories.article(site_home, "Bài tốt", agency=page.agency)
    few = factories.article(site_home, "Bài ít người đọc", agency=page.agency)
    for useful in (True, False, False, False, False):
        wrote(page, "", useful=useful)
        wrote(good, "", useful=not useful)
    for _ in range(4):
        wrote(few, "")
        wrote(few, "", counted=False)
    client.force_login(cast.editor)
    text = client.get(REPORT).content.decode()
    assert text.index(page.title) < text.index("Bài tốt")
    assert "80 %" in text
    assert "Bài ít người đọc" not in text
    assert f"{INBOX}?page__id__exact={page.pk}" in text
    csv = b"".join(client.get(f"{REPORT}?export=csv").streaming_content).decode()
    assert f"{page.title},1,4,80" in csv
