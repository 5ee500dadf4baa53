"""What one can follow: everything, a kind of page, a topic, an agency."""

from collections import Counter
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.agencies import counts_by_agency, of_agency
from home.facets import kinds_by_content_type
from home.models import Agency, Topic
from home.news import of_kinds
from home.registry import PageKind, page_kinds
from home.visibility import public_pages

FORMATS = {"atom": "Atom", "rss": "RSS", "json": "JSON"}  # by the ending of their address
EVERYTHING, KIND, TOPIC, AGENCY = "tat-ca", "loai", "chu-de", "co-quan"


@dataclass(frozen=True)
class Scope:
    """One thing to follow, with the words and addresses that go with it."""

    sort: str
    slug: str
    label: str
    page_path: str  # where a person reads the same
    key: object = None  # of the kind, topic or agency
    count: int = 0

    @property
    def anchor(self) -> str:
        """On the page that lists all feeds."""
        return f"{self.sort}-{self.slug}" if self.slug else self.sort

    def path(self, ending: str) -> str:
        if self.sort == EVERYTHING:
            return reverse("feeds:all", args=[ending])
        return reverse("feeds:feed", args=[self.sort, self.slug, ending])

    @property
    def links(self) -> list[dict[str, str]]:
        return [{"label": label, "url": self.path(ending)} for ending, label in FORMATS.items()]

    @property
    def hub_path(self) -> str:
        return f"{reverse('feeds:hub')}#{self.anchor}"

    @property
    def condition(self) -> Q:
        if self.sort == KIND:
            return Q(content_type=self.key)
        if self.sort == TOPIC:
            return Q(topic_links__topic=self.key)
        return of_agency(self.key) if self.sort == AGENCY else Q()


def followed_pages() -> QuerySet[Page]:
    """Public pages of this very language: a feed in English holds what was translated, and nothing else."""
    pages = of_kinds(public_pages(Page.objects.filter(locale__language_code=get_language())))
    return pages.exclude(expire_at__lte=timezone.now())  # due to be taken back, were the worker not late


def everything() -> Scope:
    return Scope(EVERYTHING, "", _("Tất cả"), reverse("news"))


def of_kind(content_type: int, kind: PageKind) -> Scope:
    return Scope(KIND, kind.slug, str(kind.label), f"{reverse('news')}?loai={kind.slug}", content_type)


def of_topic(topic: Topic) -> Scope:
    return Scope(TOPIC, topic.slug, topic.label, topic.get_absolute_url(), topic.pk)


def of_office(agency: Agency) -> Scope:
    return Scope(AGENCY, agency.slug, agency.name, agency.get_absolute_url(), agency.pk)


def find(sort: str, slug: str) -> Scope:
    """The scope of an address; 404 for what does not exist."""
    if sort == EVERYTHING:
        return everything()
    if sort == KIND:
        found = next((pair for pair in kinds_by_content_type().items() if pair[1].slug == slug), None)
        if found:
            return of_kind(*found)
    if sort == TOPIC and (topic := Topic.objects.filter(slug=slug).first()):
        return of_topic(topic)
    if sort == AGENCY and (agency := Agency.objects.filter(slug=slug).first()):
        return of_office(agency)
    raise Http404


def kind_scope(slug: str) -> Scope | None:
    kind = next((kind for kind in page_kinds() if kind.slug == slug), None)
    return of_kind(0, kind) if kind else None


@dataclass(frozen=True)
class Shelf:
    """The feeds of one sort, on the page that lists them."""

    sort: str
    label: str
    scopes: list[Scope]


def shelves() -> list[Shelf]:
    """Everything there is to follow for readers of this language, with how many pages each has."""
    pages = followed_pages()
    kinds = dict(pages.order_by().values_list("content_type").annotate(number=Count("pk")))
    topics = dict(pages.order_by().values_list("topic_links__topic").annotate(number=Count("pk")))
    agencies = counts_by_agency(pages)
    found = [
        Shelf(KIND, _("Theo loại nội dung"), _counted(kinds, [of_kind(*p) for p in kinds_by_content_type().items()])),
        Shelf(TOPIC, _("Theo chủ đề"), _counted(topics, [of_topic(topic) for topic in Topic.objects.all()])),
        Shelf(AGENCY, _("Theo cơ quan"), _counted(agencies, [of_office(a) for a in Agency.objects.all()])),
    ]
    every = replace(everything(), count=sum(kinds.values()))
    return [Shelf(EVERYTHING, "", [every]), *(shelf for shelf in found if shelf.scopes)]


def _counted(counts: dict | Counter, scopes: list[Scope]) -> list[Scope]:
    return [replace(scope, count=counts[scope.key]) for scope in scopes if counts.get(scope.key)]


def site_base() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
