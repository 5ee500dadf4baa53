"""What feeds tell of pages that are more than a body: guides, campaigns, events, resources, handbooks, questions."""

from urllib.parse import urljoin

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaigns.handbooks import facts
from campaigns.models import CampaignPage, EventPage, GuidePage, HandbookPage, QuizPage, ResourcePage, SurveyPage
from campaigns.models.campaign import CampaignState
from home.documents.content import day
from home.documents.richtext import nodes
from home.feeds.parts import body_parts, facts_part, heading_part, words_part
from home.feeds.reader import FeedReader


def guide_parts(page: GuidePage, reader: FeedReader) -> list[dict]:
    strip = [(fact["label"], fact["value"]) for fact in facts(page)]
    return [*facts_part(*strip), *body_parts(page, reader)]


def campaign_parts(page: CampaignPage, reader: FeedReader) -> list[dict]:
    span = f"{day(page.starts)} – {day(page.ends)}"
    found = [*facts_part((_("Thời gian"), span), (_("Dành cho"), page.audience)), *words_part(page.key_message)]
    found += [*words_part(page.goal), *body_parts(page, reader)]
    if page.action_label and page.action_href:
        found.append({"kind": "button", "label": page.action_label, "url": urljoin(reader.base, page.action_href)})
    if page.report and page.state == CampaignState.ENDED:
        found += [heading_part(_("Kết quả")), *reader.body(page.report)]
    if page.timeline:
        moments = [{"when": day(b.value["date"]), "title": b.value["title"], "text": b.value["text"] or ""}
                   for b in page.timeline]  # fmt: skip
        found += [heading_part(_("Các mốc")), {"kind": "timeline", "items": moments}]
    return found


def event_parts(page: EventPage, reader: FeedReader) -> list[dict]:
    """Never the online link, which only registered people get."""
    where = "; ".join(part for part in (page.where, _("Họp trực tuyến") if page.is_online else "") if part)
    called_off = _("Đã hủy") if page.called_off else ""
    found = facts_part(
        (_("Tình trạng"), called_off), (_("Bắt đầu"), _moment(page.starts)), (_("Kết thúc"), _moment(page.ends)),
        (_("Ở đâu"), where),
    )  # fmt: skip
    found += [*words_part(page.change_note), *body_parts(page, reader)]
    if page.programme:
        sessions = [_session(block.value) for block in page.programme]
        found += [heading_part(_("Chương trình")), {"kind": "timeline", "items": sessions}]
    if page.materials:
        found += [heading_part(_("Tài liệu")), *_downloads(page, reader)]
    return found


def resource_parts(page: ResourcePage, reader: FeedReader) -> list[dict]:
    found = facts_part(
        (_("Số, ký hiệu"), page.number),
        (_("Ngày ban hành"), day(page.issued_on)),
        (_("Cơ quan ban hành"), page.issuer),
        (_("Có hiệu lực từ"), day(page.valid_from)),
        (_("Hết hiệu lực sau"), day(page.valid_until)),
        (_("Được thay bằng"), page.replaced_by),
    )
    if page.full_text_url:
        found.append({"kind": "button", "label": _("Đọc toàn văn"), "url": page.full_text_url})
    for file in page.files.all():
        document = file.document
        label = f"{file.label or document.title} ({document.told})"
        words = {"description": file.print_advice, "credit": document.credit}
        found.append({"kind": "download", "label": label, "url": urljoin(reader.base, document.url)} | words)
    return [*found, *body_parts(page, reader)]


def handbook_parts(page: HandbookPage, reader: FeedReader) -> list[dict]:
    preface = {"kind": "text", "nodes": nodes(page.preface, reader.links)}
    file = {"kind": "button", "label": _("Tải bản in"), "url": urljoin(reader.base, page.file_url)}
    return [*facts_part((_("Phiên bản"), page.version)), preface, file]


def survey_parts(page: SurveyPage, reader: FeedReader) -> list[dict]:
    """A feed holds no form: what is asked is answered on the page."""
    span = f"{day(page.opens)} – {day(page.closes)}"
    return [*facts_part((_("Thời gian"), span)), *words_part(page.intro), _way(page, reader, _("Trả lời khảo sát"))]


def quiz_parts(page: QuizPage, reader: FeedReader) -> list[dict]:
    return [*words_part(page.intro), _way(page, reader, _("Trả lời câu đố"))]


def _way(page: SurveyPage | QuizPage, reader: FeedReader, label: str) -> dict:
    return {"kind": "button", "label": label, "url": urljoin(reader.base, page.url or "/")}


def _moment(value) -> str:
    moment = localtime(value)
    return f"{time_format(moment, 'H:i')}, {date_format(moment.date())}"


def _session(value) -> dict:
    hours = " – ".join(time_format(at, "H:i") for at in (value["starts"], value["ends"]) if at)
    when = f"{day(value['day'])}, {hours}" if value["day"] else hours
    return {"when": when, "title": value["title"], "text": value["text"] or ""}


def _downloads(page: EventPage, reader: FeedReader) -> list[dict]:
    download = reader.converters["download"]
    made = (download(reader, block.value) for block in page.materials)
    return [{"kind": "download"} | part for part in made if part]
