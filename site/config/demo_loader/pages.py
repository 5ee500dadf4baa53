"""Pages from YAML files: the folder of a file is its parent, `index.yaml` the parent itself."""

from datetime import date, datetime

from django.utils import timezone
from wagtail.models import Page, get_page_models

from campaigns.models import CampaignPage, Participation
from config.demo_loader import resources
from config.demo_loader.files import FOLDER, read_yaml
from home.bootstrap import ensure_home
from home.models import Agency, PageRelation, PageTopic, Topic, Unit
from stores.models import ProductCategory, Store

SECTIONS = (  # in the order of the page tree
    "chien-dich", "cam-nang", "tin-bai", "su-kien", "khao-sat", "tai-lieu-truyen-thong",
)  # fmt: skip
# Keys that are no plain field of the page.
SPECIAL = (
    "type", "children", "body", "report", "questions", "sources", "targets", "timeline", "agency", "categories", "related",
    "topics", "participants", "partners", "lead_agency", "key_figures", "action_link", "last_reviewed", "next_review",
    "search_description", "seo_title", "unit", "programme", "files", "chapters",
)  # fmt: skip

# Days of campaigns are read as dates, moments of events as text: "2026-12-05 08:00".
MOMENTS = ("starts", "ends", "closes")


def load_topics() -> None:
    for order, entry in enumerate(read_yaml("topics.yaml")):
        Topic.objects.get_or_create(slug=entry["slug"], defaults={**entry, "order": order})


def load_participants() -> None:
    """Which sample places take part in which sample campaign; runs when both stand."""
    for page in CampaignPage.objects.filter(participations=None):
        slugs = read_yaml(f"pages/chien-dich/{page.slug}.yaml").get("participants", [])
        if slugs:
            page.participations = [
                Participation(store=store, sort_order=order)
                for order, store in enumerate(Store.objects.filter(slug__in=slugs).order_by("sort_key"))
            ]
            page.save_revision(clean=True).publish()


def load() -> None:
    load_topics()
    home = ensure_home()
    if not home.targets and not home.summary:
        _fill(home, read_yaml("pages/home.yaml"))
        home.save_revision(clean=True).publish()
    later = []
    for section in SECTIONS:
        index, _data = _page(home, f"pages/{section}/index.yaml")
        children = read_yaml(f"pages/{section}/index.yaml")["children"]
        later += [_page(index, f"pages/{section}/{slug}.yaml") for slug in children]
    for file in sorted((FOLDER / "pages").glob("*.yaml")):
        if file.stem != "home":
            _page(home, f"pages/{file.name}")
    for page, data in later:
        _relate(page, data)


def _page(parent: Page, name: str) -> tuple[Page, dict]:
    data = read_yaml(name)
    existing = parent.get_children().filter(slug=data["slug"]).first()
    if existing is not None:
        return existing.specific, {}
    page = _model(data["type"])()
    _fill(page, data)
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision(clean=True).publish()
    return page, data


def _model(name: str) -> type[Page]:
    return next(model for model in get_page_models() if model.__name__ == name)


def _fill(page: Page, data: dict) -> None:
    for key, value in data.items():
        if key not in SPECIAL:
            setattr(page, key, _moment(value) if key in MOMENTS else value)
    page.seo_title = data.get("seo_title", "")
    page.search_description = data.get("search_description", data.get("summary", ""))
    page.last_reviewed, page.next_review = data.get("last_reviewed"), data.get("next_review")
    agency = data.get("agency") or data.get("lead_agency")
    page.agency = Agency.objects.filter(name=agency).first() if agency else None
    fill_streams(page, data)
    _fill_choices(page, data)


def fill_streams(page: Page, data: dict) -> None:
    """The streams of blocks that a file gives."""
    for field in ("body", "report", "questions"):
        if field in data:
            setattr(page, field, [_block(entry) for entry in data[field]])
    for field, name in (("sources", "source"), ("targets", "target"), ("timeline", "moment"), ("programme", "session")):
        if data.get(field):
            setattr(page, field, [(name, entry) for entry in data[field]])
    if data.get("key_figures"):
        page.body = [("key_figures", {"items": data["key_figures"]}), *page.body]
    if data.get("action_link"):
        page.action_link = [("link", {"url": data["action_link"]})]


def _fill_choices(page: Page, data: dict) -> None:
    if data.get("categories"):
        page.categories = ProductCategory.objects.filter(slug__in=data["categories"])
    if data.get("topics"):
        found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=data["topics"])}
        page.topic_links = [PageTopic(topic=found[slug]) for slug in data["topics"]]
    if data.get("unit"):
        page.unit = Unit.objects.current().filter(slug=data["unit"]).first()
    if data.get("partners"):
        page.partners = Agency.objects.filter(name__in=data["partners"])
    resources.fill(page, data)


def _block(entry: dict) -> tuple[str, object]:
    ((name, value),) = entry.items()
    if name in ("text", "law"):  # no dates that are words
        return name, value
    return name, _plain(value)


def _plain(value):
    """YAML reads dates as dates; block values that are text get them in Vietnamese form."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _moment(value: date | str) -> date | datetime:
    return timezone.make_aware(datetime.fromisoformat(value)) if isinstance(value, str) else value


def _relate(page: Page, data: dict) -> None:
    """`related` names other pages by their slugs; they may stand in files that are read later."""
    slugs = data.get("related", [])
    if not slugs:
        return
    found = {target.slug: target for target in Page.objects.filter(slug__in=slugs, locale=page.locale)}
    page.relations = [PageRelation(target=found[slug], sort_order=order) for order, slug in enumerate(slugs)]
    page.save_revision(clean=True).publish()
