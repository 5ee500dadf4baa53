"""Makes the things tests speak of, with sensible defaults and named traits."""

from datetime import date, timedelta
from io import BytesIO
from itertools import count
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.models import Page

from campaigns.models import (
    Alternative,
    ArticleIndexPage,
    ArticlePage,
    CampaignIndexPage,
    CampaignPage,
    EventIndexPage,
    EventPage,
    GuideIndexPage,
    GuidePage,
    HandbookChapter,
    HandbookPage,
    PlasticItem,
    QuizPage,
    ResourceFile,
    ResourceIndexPage,
    ResourcePage,
    Situation,
    SurveyIndexPage,
    SurveyPage,
)
from home.models import Agency, PageTopic, SiteDocument, SiteImage, StandardPage, Topic, Unit, User
from home.roles import Role, sync_roles
from home.text import slugify
from home.translation import state as translation_state
from home.translation.copying import copy_to_english
from stores import review
from stores.enums import PositionPrecision
from stores.models import (
    CriteriaSet,
    Criterion,
    GreenPractice,
    ProductCategory,
    Recognition,
    Scheme,
    Store,
    StoreHours,
    StoreKind,
    StorePhone,
    StorePosition,
)

_numbers = count(1)


def make_cast() -> SimpleNamespace:
    """One person a role, and a stranger (anonymous: None)."""
    groups = sync_roles()
    people = {}
    for role in Role:
        user = User.objects.create_user(
            username=role.value, password="mat-khau-thu", is_superuser=role == Role.ADMINISTRATOR
        )
        user.groups.add(groups[role])
        people[role.value] = user
    return SimpleNamespace(stranger=None, **people)


def agency(name: str = "Sở Công Thương", **fields) -> Agency:
    return Agency.objects.get_or_create(name=name, defaults={"slug": slugify(name), **fields})[0]


def unit(name: str = "Tân Cương", kind: str = "xa", **fields) -> Unit:
    existing = Unit.objects.current().filter(name=name).first()
    if existing and not fields:
        return existing
    defaults = {
        "code": f"T{next(_numbers):04}", "slug": f"{slugify(name)}-{next(_numbers)}", "province_name": "Thái Nguyên",
        "lat": 21.52, "lng": 105.79, "valid_from": date(2025, 7, 1),
    }  # fmt: skip
    return Unit.objects.create(name=name, kind=kind, **(defaults | fields))


def kind(name: str = "Tạp hóa") -> StoreKind:
    return StoreKind.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def category(name: str = "Thực phẩm, nông sản") -> ProductCategory:
    return ProductCategory.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def practice(name: str = "Cân lẻ, rót lại") -> GreenPractice:
    return GreenPractice.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def scheme(mark: str = "xanh") -> Scheme:
    """One of the two schemes, with a criteria set in force and two criteria."""
    data = {
        "xanh": ("diem-kinh-doanh-xanh", "Điểm kinh doanh xanh", "Xanh", "TNX", 24),
        "viet": ("tu-hao-hang-viet-nam", "Tự hào hàng Việt Nam", "Hàng Việt", "HV", 36),
    }
    slug, name, short, prefix, months = data[mark]
    found, created = Scheme.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name, "short_name": short, "mark": mark, "number_prefix": prefix, "validity_months": months,
            "order": list(data).index(mark), "summary": name,
        },
    )  # fmt: skip
    if created:
        criteria = CriteriaSet.objects.create(scheme=found, version=1, state=CriteriaSet.State.IN_FORCE)
        for number, text in enumerate(("Nhận hộp, hũ khách mang đến", "Niêm yết giá"), start=1):
            Criterion.objects.create(
                criteria_set=criteria, code=f"X{number}", text=text, kind=Criterion.Kind.MANDATORY, order=number
            )
    return found


def store(
    name: str = "Nông sản Làn Mây",
    *,
    live: bool = True,
    at: tuple[float, float] | None = (21.52, 105.79),
    schemes: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
    hours: str = "",
    phone: str = "",
    practices: tuple[str, ...] = (),
    **fields,
) -> Store:
    """A store; `at=None` leaves it without a position, `schemes=("xanh",)` recognises it today."""
    made = Store(name=name, live=live, **({"kind": kind(), "unit": unit(), "address": "Số 1"} | fields))
    made.phones = [StorePhone(number=phone, label="quầy")] if phone else []
    made.save()
    made.categories = [category(name) for name in categories]
    made.practices = [practice(name) for name in practices]
    made.save()
    if at:
        StorePosition.objects.create(store=made, lat=at[0], lng=at[1], precision=PositionPrecision.EXACT)
    if hours:
        StoreHours.objects.create(store=made, rule=hours)
    for mark in schemes:
        recognition(made, mark)
    return made


def recognition(of: Store, mark: str = "xanh", *, decided_on: date | None = None, **fields) -> Recognition:
    return review.recognise(
        of,
        scheme(mark),
        actor=None,
        number=f"{mark.upper()}-{next(_numbers):04}",
        decided_on=decided_on or timezone.localdate(),
        **fields,
    )


def standard_page(parent: Page, title: str = "Giới thiệu", *, live: bool = True, **fields) -> StandardPage:
    return _add(parent, StandardPage(title=title, live=live, **({"slug": slugify(title)} | fields)))


def guide(home: Page, title: str = "Đi chợ không túi ni lông", *, live: bool = True, **fields) -> GuidePage:
    index = GuideIndexPage.objects.child_of(home).first() or _add(
        home, GuideIndexPage(title="Cẩm nang", slug="cam-nang")
    )
    return _add(index, GuidePage(title=title, slug=slugify(title), live=live, **({"replaces": "túi ni lông"} | fields)))


def campaign(home: Page, title: str = "Chợ bớt túi ni lông", *, live: bool = True, **fields) -> CampaignPage:
    index = CampaignIndexPage.objects.child_of(home).first() or _add(
        home, CampaignIndexPage(title="Chiến dịch", slug="chien-dich")
    )
    today = timezone.localdate()
    span = {"starts": today - timedelta(days=1), "ends": today + timedelta(days=1)}
    return _add(index, CampaignPage(title=title, slug=slugify(title), live=live, **(span | fields)))


def article(home: Page, title: str = "Chợ nhận làn", *, live: bool = True, **fields) -> ArticlePage:
    index = ArticleIndexPage.objects.child_of(home).first() or _add(
        home, ArticleIndexPage(title="Tin, bài", slug="tin-bai")
    )
    defaults = {"author": "Minh Hà", "summary": "Một câu tóm tắt."}
    return _add(index, ArticlePage(title=title, slug=slugify(title), live=live, **(defaults | fields)))


def survey_index(home: Page) -> SurveyIndexPage:
    return SurveyIndexPage.objects.child_of(home).first() or _add(
        home, SurveyIndexPage(title="Hỏi và đáp", slug="khao-sat")
    )


def survey(home: Page, title: str = "Chợ bớt túi", *, live: bool = True, **fields) -> SurveyPage:
    """Open from yesterday to tomorrow, with one question of each kind that needs no picture."""
    today = timezone.localdate()
    questions = [
        {"type": "choice", "id": "q-dung", "value": {"text": "Bạn đi chợ bằng gì?", "required": True, "options": [
            {"type": "item", "id": "o-lan", "value": "Làn"}, {"type": "item", "id": "o-tui", "value": "Túi ni lông"}]}},
        {"type": "choice", "id": "q-nhieu", "value": {"text": "Bạn mang theo gì?", "multiple": True, "options": [
            {"type": "item", "id": "o-hop", "value": "Hộp"}, {"type": "item", "id": "o-binh", "value": "Bình nước"}]}},
        {"type": "scale", "id": "q-phien", "value": {"text": "Có phiền không?", "low": "Không", "high": "Rất"}},
        {"type": "text", "id": "q-gop-y", "value": {"text": "Bạn góp ý gì?"}},
    ]  # fmt: skip
    defaults = {
        "opens": today - timedelta(days=1), "closes": today + timedelta(days=1), "questions": questions,
        "consent_text": "Câu trả lời không kèm tên.",
    }  # fmt: skip
    return _add(survey_index(home), SurveyPage(title=title, slug=slugify(title), live=live, **(defaults | fields)))


def quiz(home: Page, title: str = "Rác này bỏ đâu?", *, live: bool = True, **fields) -> QuizPage:
    """Two questions; the first option of each is the right one."""
    questions = [
        ("question", {"text": text, "options": [{"text": right, "correct": True}, {"text": wrong, "correct": False}],
                      "explanation": f"<p>{why}</p>"})
        for text, right, wrong, why in (
            ("Vỏ chuối bỏ đâu?", "Thùng rác bếp", "Thùng giấy", "Vỏ quả ủ được thành phân."),
            ("Pin cũ bỏ đâu?", "Điểm thu gom pin", "Thùng rác bếp", "Pin có chất độc."),
        )
    ]  # fmt: skip
    return _add(
        survey_index(home), QuizPage(title=title, slug=slugify(title), live=live, **({"questions": questions} | fields))
    )


def topic(name: str = "Túi ni lông", *pages: Page, **fields) -> Topic:
    """A topic with these pages under it."""
    made = Topic.objects.get_or_create(name=name, defaults=fields)[0]
    for page in pages:
        PageTopic.objects.create(page=page.page_ptr, topic=made)
    return made


# One page of A4 with nothing on it.
EMPTY_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def document(title: str = "Tờ rơi", name: str = "to-roi.pdf", content: bytes = EMPTY_PDF, **fields) -> SiteDocument:
    made = SiteDocument(title=title, **({"credit": "Sở Công Thương", "licence": "own"} | fields))
    made.file = ContentFile(content, name=name)
    made.save()
    return made


def resource(
    home: Page, title: str = "Tờ rơi đi chợ", *documents: SiteDocument, live: bool = True, **fields
) -> ResourcePage:
    """A published resource with these files; `live=False` leaves it a draft."""
    page = _add(
        _resource_index(home),
        ResourcePage(title=title, slug=slugify(title), live=live, **({"kind": "to-roi"} | fields)),
    )
    page.files = [ResourceFile(document=file, sort_order=order) for order, file in enumerate(documents)]
    page.save()
    return page


def handbook(home: Page, *chapters: Page, title: str = "Sổ tay bớt nhựa", live: bool = True, **fields) -> HandbookPage:
    page = _add(
        _resource_index(home),
        HandbookPage(title=title, slug=slugify(title), live=live, **({"version": "1.0"} | fields)),
    )
    page.chapters = [HandbookChapter(page=chapter.page_ptr, sort_order=order) for order, chapter in enumerate(chapters)]
    page.save()
    return page


def _resource_index(home: Page) -> ResourceIndexPage:
    return ResourceIndexPage.objects.child_of(home).first() or _add(
        home, ResourceIndexPage(title="Tài liệu", slug="tai-lieu-truyen-thong")
    )


def _add(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def event(home: Page, title: str = "Tập huấn ủ rác bếp", *, live: bool = True, **fields) -> EventPage:
    """Next week, two hours, in a hall; `registration_mode="open"` and `seats` make it one to register for."""
    index = EventIndexPage.objects.child_of(home).first() or _add(home, EventIndexPage(title="Sự kiện", slug="su-kien"))
    begins = fields.get("starts") or timezone.now().replace(microsecond=0) + timedelta(days=7)
    span = {"starts": begins, "ends": begins + timedelta(hours=2)}
    defaults = {"place": "Nhà văn hóa xóm Nam Đồng", "summary": "Làm thử tại chỗ."}
    defaults |= span | {"slug": slugify(title)}
    return _add(index, EventPage(title=title, live=live, **(defaults | fields)))


def alternative(
    name: str = "Ống hút tre",
    *,
    items: tuple[str, ...] = ("Ống hút nhựa",),
    situations: tuple[str, ...] = ("Ở nhà",),
    live: bool = True,
    sourced: bool = True,
    **fields,
) -> Alternative:
    """What replaces plastic; live without the way of publication, so that states no editor can make stand, too."""
    defaults = {
        "audience": "Mọi nhà", "advantages": "Dùng lại được", "lifespan": "Vài tháng", "cleaning": "Rửa, phơi khô",
        "disposal": "Ủ phân",
    }  # fmt: skip
    made = Alternative(name=name, live=live, **(defaults | fields))
    made.sources = [("source", {"text": "Nghị định 08/2022/NĐ-CP, Điều 64.", "url": ""})] if sourced else []
    made.save()
    made.items = [PlasticItem.objects.get_or_create(name=item)[0] for item in items]
    made.situations = [Situation.objects.get_or_create(name=situation)[0] for situation in situations]
    made.save()
    return made


def english(page: Page, *, declared: bool = True, published: bool = True, **texts) -> Page:
    """The English of a Vietnamese page, with these texts; sections above it come along as drafts."""
    made = copy_to_english(Page.objects.get(pk=page.pk).specific)
    for name, value in texts.items():
        setattr(made, name, value)
    revision = made.save_revision()
    if declared:
        translation_state.declare(made)
    if published:
        revision.publish()
    return type(made).objects.get(pk=made.pk).get_latest_revision_as_object()


def image(**fields) -> SiteImage:
    """A small white picture, described in Vietnamese."""
    drawn = BytesIO()
    Drawing.new("RGB", (640, 400), "white").save(drawn, "PNG")
    defaults = {"title": "Chợ", "description": "Sạp rau", "credit": "Sở", "licence": "own"}
    return SiteImage.objects.create(file=ContentFile(drawn.getvalue(), name="cho.png"), **(defaults | fields))
